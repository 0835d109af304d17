import type { Edited } from '../shared/edit-steps.ts';

export interface KeysWish {
  /** Lines of authorized_keys(5), with their options. */
  readonly keys: readonly string[];
  readonly state: 'present' | 'absent';
  /** Whether other keys are taken out. */
  readonly exclusive: boolean;
}

const types = /(?:^|\s)((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+)\s+([A-Za-z0-9+/]+=*)/;

/** Options may hold anything in quotes, the name of a type too. */
const quoted = /"(?:\\.|[^"\\])*"/g;

/** What makes a key that key: its type and its bits, without options and comment. Undefined for a line without one. */
export function keyIn(line: string): string | undefined {
  const [, type, bits] = (line.startsWith('#') ? null : types.exec(line.replaceAll(quoted, '""'))) ?? [];
  return type === undefined ? undefined : `${type} ${bits}`;
}

/** The line of a key with these options, in place of those that it has. */
export function withOptions(line: string, options: string): string {
  const found = types.exec(line.replaceAll(quoted, (text) => 'x'.repeat(text.length)));
  return `${options} ${line.slice(found?.index ?? 0).trimStart()}`;
}

/** Whether a text is options of a key: without blanks but in quotes, and without a quote that is left open. */
export function areOptions(text: string): boolean {
  return !/[\s"#]/.test(text.replaceAll(quoted, ''));
}

/** A list of keys with those that are wished for. Other lines stay as they are, and where they are. */
export function keysText(text: string, { keys, state, exclusive }: KeysWish): Edited {
  const wished = new Map(keys.map((line) => [keyIn(line), line]));
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const seen = new Set<string>();
  const kept = lines.flatMap((line) => {
    const key = keyIn(line);
    if (key === undefined) return [line];
    const isWished = wished.has(key);
    if (state === 'absent') return isWished ? [] : [line];
    if (!isWished) return exclusive ? [] : [line];
    if (seen.has(key)) return [];
    seen.add(key);
    return [wished.get(key) ?? line];
  });
  const added = state === 'present' ? keys.filter((line) => !seen.has(keyIn(line) ?? '')) : [];
  const result = [...kept, ...added];
  const after = result.length === 0 ? '' : `${result.join('\n')}\n`;
  return { text: after, words: wordsOf(countOf(text), countOf(after), added.length) };
}

function countOf(text: string): number {
  return text.split('\n').filter((line) => keyIn(line) !== undefined).length;
}

function wordsOf(before: number, after: number, added: number): string {
  const removed = before + added - after;
  const words = [
    added > 0 ? `${added} ${added === 1 ? 'key' : 'keys'} added` : '',
    removed > 0 ? `${removed} ${removed === 1 ? 'key' : 'keys'} removed` : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? 'a key changed' : words.join(', ');
}
