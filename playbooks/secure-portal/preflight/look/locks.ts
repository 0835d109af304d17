import { type Query, query, sh } from 'drover';
import { rows } from './rows.ts';

/** Signs of others who are at work on a host. */
export interface Locks {
  /** Processes that work in the directory in which httpd is built. */
  readonly builders: readonly { readonly id: number; readonly name: string }[];
  /** What transactions keep until they are over. */
  readonly kept: readonly string[];
  /** Whoever holds the lock of the package manager. */
  readonly packager: string | undefined;
}

/** Asks whether another run, or the package manager, is at work. */
export function locks(workDirectory: string): Query<Locks> {
  return query(
    sh`work=$(cd -- ${workDirectory} 2>/dev/null && pwd -P)
if [ -n "$work" ]; then
  ls -l /proc/[0-9]*/cwd 2>/dev/null | prefix="-> $work/" awk 'index($0 "/", ENVIRON["prefix"]) { sub(/\/cwd .*/, ""); sub(/.*\/proc\//, ""); print }' | while read -r process; do
    printf 'builder\t%s\t%s\n' "$process" "$(cat "/proc/$process/comm" 2>/dev/null)"
  done
fi
for directory in /var/lib/drover/keep/*; do [ -d "$directory" ] && printf 'kept\t%s\n' "$directory"; done
lock=$(stat -c %i /var/lib/dpkg/lock-frontend 2>/dev/null) && process=$(awk -v lock=":$lock" '$6 ~ lock "$" { print $5; exit }' /proc/locks 2>/dev/null) && [ -n "$process" ] &&
  printf 'packager\t%s\n' "$(cat "/proc/$process/comm" 2>/dev/null || echo "process $process")"
:`,
    { reads: 'everything', parse: ({ stdout }) => parse(stdout) },
  );
}

function parse(told: string): Locks {
  const [[packager] = []] = rows(told, 'packager');
  return {
    builders: rows(told, 'builder').map(([id, name = '']) => ({ id: Number(id), name })),
    kept: rows(told, 'kept').flatMap(([directory = '']) => directory),
    packager,
  };
}
