import { type Command, commandOf, type Query, query, type Resource, type Shell, sh } from 'drover';
import { mark, program } from './object-script.ts';
import { type SessionAnswer, sessionAnswer } from './session-answer.ts';

/** Which instance a session is of. */
export interface Instance {
  readonly product: 'cache' | 'iris';
  /** Where it is installed: its name is found by that. */
  readonly directory: string;
  /** Who runs sessions. Undefined: the owner that the instance's parameters.isc names. */
  readonly user?: string | undefined;
}

/** Stands for the security settings of an instance: what is asked of them, and what changes them. */
export function settingsOf({ directory }: Instance): Resource {
  return `process:${directory}`;
}

/** Asks an instance by a session in %SYS, whose lines are on its standard input. It must change nothing. */
export function askSession(instance: Instance, lines: readonly string[]): Query<SessionAnswer> {
  const problem = sh`problem() { printf '\n%s%s\n' ${`${mark}problem|`} "$1"; exit 0; }`;
  return query(
    sh`${problem}
${begin(instance)}
printf '%s\n' ${program(lines)} | "$@" 2>&1
exit 0`,
    { reads: [settingsOf(instance)], parse: ({ stdout }) => sessionAnswer(stdout) },
  );
}

/**
 * Changes settings by a session in %SYS. Unless its program says `done`, what was said is an error. A guard may call
 * `problem` with the reason why nothing is to be done.
 */
export function runSession(instance: Instance, lines: readonly string[], guard: Shell = sh`:`): Command {
  const script = sh`problem() { printf '%s\n' "$1" >&2; exit 1; }
${guard}
${begin(instance)}
said=$("$@" 2>&1)
printf '%s\n' "$said" | grep -q ${`^${mark}done|1`} && exit 0
printf '%s\n' "$said" | grep -v -e '^ *$' -e '^%SYS>$' | tail -n 8 >&2
exit 1`;
  return commandOf(script, {
    stdin: `${program(lines).join('\n')}\n`,
    touches: [settingsOf(instance)],
    timeoutMs: 120_000,
  });
}

/** Makes the words that begin a session the positional parameters, or calls `problem` with what is in the way. */
function begin({ product, directory, user = '' }: Instance): Shell {
  const control = product === 'cache' ? 'ccontrol' : 'iris';
  const program = product === 'cache' ? 'csession' : 'iris';
  const words = product === 'cache' ? [] : ['session'];
  return sh`dir=${directory}; PATH=$PATH:$dir/bin:/usr/local/bin
real=$(cd -- "$dir" 2>/dev/null && pwd -P) || problem "there is no directory $dir: set instance_directory"
control=$(command -v ${control}) && program=$(command -v ${program}) || problem ${`the commands ${control} and ${program} are not on this host`}
found=$("$control" qlist </dev/null 2>/dev/null | while IFS='^' read -r name path version status rest; do
  [ "$(cd -- "$path" 2>/dev/null && pwd -P)" != "$real" ] || { printf '%s^%s\n' "$name" "$status"; break; }
done)
name=$(printf %s "$found" | cut -d '^' -f 1); status=$(printf %s "$found" | cut -d '^' -f 2)
[ -n "$name" ] || problem "no instance is in $dir: compare $control qlist"
case $status in running*) ;; *) problem "the instance $name is not running ($status)" ;; esac
owner=${user}; [ -n "$owner" ] || owner=$(sed -n 's/^security_settings\.manager_user: *//p' "$dir/parameters.isc" 2>/dev/null | head -n 1)
if [ -z "$owner" ] || [ "$owner" = "$(id -un)" ]; then set --
elif [ "$(id -u)" = 0 ] && command -v runuser >/dev/null 2>&1; then set -- runuser -u "$owner" --
elif command -v sudo >/dev/null 2>&1; then set -- sudo -n -u "$owner" --
else problem "neither runuser nor sudo is there to become $owner"; fi
set -- "$@" "$program" ${words} "$name" -U %SYS`;
}
