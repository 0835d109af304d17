import { type Command, commandOf, type Query, query, type Resource, type Shell, sh } from 'drover';
import { type Instance, sessionWords } from '../instances/session-words.ts';
import { mark, program } from './object-script.ts';
import { type SessionAnswer, sessionAnswer } from './session-answer.ts';

/** Stands for the security settings of an instance: what is asked of them, and what changes them. */
export function settingsOf({ directory }: Instance): Resource {
  return `process:${directory}`;
}

/** Asks an instance by a session in %SYS, whose lines are on its standard input. It must change nothing. */
export function askSession(instance: Instance, lines: readonly string[]): Query<SessionAnswer> {
  const problem = sh`problem() { printf '\n%s%s\n' ${`${mark}problem|`} "$1"; exit 0; }`;
  return query(
    sh`${problem}
${sessionWords(instance)}
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
${sessionWords(instance)}
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
