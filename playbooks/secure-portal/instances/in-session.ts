import { type Shell, sh } from 'drover';
import { type Instance, sessionWords } from './session-words.ts';

/**
 * Runs lines of ObjectScript in %SYS, as the instance's owner. A status is to be in `sc` when the lines are done; it fails
 * with what the session said when that is no success, or when it asked for a name instead. Nothing secret may be in it.
 */
export function inSession(instance: Instance, commands: readonly string[]): Shell {
  const script = [
    ...commands,
    'write !,"RESULT=",$system.Status.IsOK(sc)," ",$system.Status.GetErrorText(sc),!',
    'halt',
    '',
  ].join('\n');
  return sh`( problem() { printf '%s\n' "$1" >&2; exit 1; }
${sessionWords(instance)}
said=$(printf %s ${script} | "$@" 2>&1)
case $said in
  *RESULT=1*) exit 0 ;;
  *Username:*) problem "the session of $name asks for a user name: allow operating-system authentication for %Service_Terminal" ;;
esac
printf '%s\n' "$said" | tail -n 5 >&2
exit 1 )`;
}
