import { type Query, query, sh } from 'drover';
import { rows } from './rows.ts';

/** A directory that will be written, which may not be there yet. */
export interface Room {
  readonly directory: string;
  /** Undefined: the host does not tell. */
  readonly freeBytes: number | undefined;
  /** Bytes that are in it already. */
  readonly usedBytes: number;
  /** Where its file system is mounted. */
  readonly mount: string;
}

/** Asks how much may still be written into directories. */
export function room(directories: readonly string[]): Query<readonly Room[]> {
  return query(
    sh`for directory in ${directories}; do
  there=$directory
  while [ ! -d "$there" ]; do there=$(dirname -- "$there"); done
  set -- $(df -Pk -- "$there" 2>/dev/null | awk 'NR == 2 { for (at = 2; at < NF; at++) if ($at ~ /%$/) print $(at - 1), $(at + 1) }')
  used=0
  [ ! -d "$directory" ] || used=$(du -skx -- "$directory" 2>/dev/null | sed 's/[^0-9].*//')
  printf 'room\t%s\t%s\t%s\t%s\n' "$directory" "$1" "$used" "$2"
done`,
    { reads: 'everything', parse: ({ stdout }) => rows(stdout, 'room').map(roomOf) },
  );
}

function roomOf([directory = '', free = '', used = '', mount = '']: readonly string[]): Room {
  const freeBytes = free === '' ? undefined : Math.max(0, Number(free)) * 1024;
  return { directory, freeBytes, usedBytes: Number(used) * 1024, mount };
}
