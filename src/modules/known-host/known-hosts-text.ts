import type { Edited } from '../shared/edit-steps.ts';
import { linesOf, type TextLine, textOf, withLines } from '../shared/text-lines.ts';
import { hashedName, holdsName, withoutName } from './host-names.ts';

export interface KnownHostWish {
  /** In lower case; with a port as `[name]:port`. */
  readonly name: string;
  /** `type bits`, one of a type. None with `absent`: all keys of the host. */
  readonly keys: readonly string[];
  readonly state: 'present' | 'absent';
  readonly hash: boolean;
}

interface Entry {
  readonly names: string;
  readonly type: string;
  readonly key: string;
  readonly rest: string;
}

/** A known_hosts file in which a host has these keys, or has them no more. All other lines stay as they are. */
export function knownHostsText(text: string, wish: KnownHostWish): Edited {
  const all = linesOf(text);
  const seen = new Set<string>();
  let dropped = 0;
  const kept = all.lines.flatMap((line): readonly TextLine[] => {
    const entry = entryIn(line.text);
    if (entry === undefined || !holdsName(entry.names, wish.name)) return [line];
    if (isKept(entry, wish, seen)) {
      seen.add(entry.key);
      return [line];
    }
    dropped += 1;
    const others = withoutName(entry.names, wish.name);
    return others === '' ? [] : [{ ...line, text: `${others} ${entry.key}${entry.rest}` }];
  });
  const added = wish.state === 'absent' ? [] : wish.keys.filter((key) => !seen.has(key));
  const names = (key: string) => (wish.hash ? hashedName(wish.name, key) : wish.name);
  const result = withLines(
    { ...all, lines: kept },
    kept.length,
    added.map((key) => `${names(key)} ${key}`),
  );
  return { text: textOf(result), words: wordsOf(dropped, added.length) };
}

/** A key stays that is not spoken of, or that is wished for and written as it should be. */
function isKept(
  { names, type, key }: Entry,
  { keys, state, hash }: KnownHostWish,
  seen: Set<string>,
): boolean {
  if (state === 'absent') return keys.length > 0 && !keys.includes(key);
  if (!keys.some((wished) => wished.startsWith(`${type} `))) return true;
  return keys.includes(key) && !seen.has(key) && (!hash || names.startsWith('|'));
}

/** Markers (`@revoked`, `@cert-authority`) make another kind of line. */
function entryIn(line: string): Entry | undefined {
  const [, names, type, bits, rest = ''] =
    /^\s*([^\s#@]\S*)\s+([a-z]\S*)\s+([A-Za-z0-9+/]+=*)(\s.*)?$/.exec(line) ?? [];
  if (names === undefined || type === undefined || bits === undefined) return undefined;
  return { names, type, key: `${type} ${bits}`, rest };
}

function wordsOf(dropped: number, added: number): string {
  const count = Math.max(dropped, added);
  const keys = count === 1 ? 'key' : `${count} keys`;
  if (dropped > 0 && added > 0) return `${keys} replaced`;
  return `${keys} ${added > 0 ? 'added' : 'removed'}`;
}
