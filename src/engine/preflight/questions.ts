import { type Command, commandOf } from '../../core/command.ts';
import type { Answer } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** A directory in which a run may have to write, as one user finds it. */
export interface Room {
  readonly directory: string;
  readonly isWritable: boolean;
  readonly freeBytes: number;
}

/** What a user's shell says of the host. */
export interface Told {
  /** Seconds since 1970 by the host's clock; undefined where it does not say. */
  readonly clock: number | undefined;
  readonly missing: readonly string[];
  readonly rooms: readonly Room[];
}

/** What the modules' own scripts are made of, beside what every shell has built in. */
const tools = 'cat chmod chown cp cut date dd env id ln mkdir mktemp mv readlink rm sha256sum tail tr'.split(
  ' ',
);

/** Everything that is asked of a shell before a run, in one frame: clock, tools, room. */
export const questions: Command = commandOf(
  sh`date +%s 2>/dev/null || echo
for t in ${tools}; do command -v "$t" >/dev/null 2>&1 || printf '%s ' "$t"; done
stat -c %a / >/dev/null 2>&1 || printf 'stat '
echo
set --
for d in / /tmp "$HOME"; do if [ -d "$d" ]; then
set -- "$@" "$d"; w=-; [ ! -w "$d" ] || w=w; printf '%s\n' "$w $d"; fi; done
echo
df -Pk -- "$@" 2>/dev/null || :`,
  { touches: [], timeoutMs: 30_000 },
);

/** Reads what the questions were answered with. */
export function toldBy({ stdout }: Answer): Told {
  const [clock = '', missing = '', ...rest] = stdout.split('\n');
  const gap = rest.indexOf('');
  const directories = rest.slice(0, gap);
  const available = rest.slice(gap + 2).flatMap(availableOf);
  const rooms = directories.flatMap((line, index): readonly Room[] => {
    const freeBytes = available[index];
    if (freeBytes === undefined || available.length !== directories.length) return [];
    return [{ directory: line.slice(2), isWritable: line.startsWith('w'), freeBytes }];
  });
  return {
    clock: /^\d+$/.test(clock) ? Number(clock) : undefined,
    missing: missing.split(' ').filter((tool) => tool !== ''),
    rooms,
  };
}

/** The fourth column of df, counted from the numbers: the name of a device may hold spaces. */
function availableOf(line: string): readonly number[] {
  const [, available] = /\s\d+\s+\d+\s+(-?\d+)\s+(?:\d+%|-)\s+\//.exec(line) ?? [];
  return available === undefined ? [] : [Math.max(0, Number(available)) * 1024];
}
