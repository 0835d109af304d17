import { type Shell, sh } from 'drover';
import { findInstance, type InstanceVariables } from './find-instance.ts';

/**
 * Runs lines of ObjectScript in %SYS, as the instance's owner. A status is to be in `sc` when the lines are done; it fails
 * with what the session said when that is no success, or when it asked for a name instead. Nothing secret may be in it.
 */
export function inSession(vars: InstanceVariables, commands: readonly string[]): Shell {
  const program = vars.product === 'cache' ? sh`csession` : sh`iris`;
  const words = vars.product === 'cache' ? sh`"$name" -U %SYS` : sh`session "$name" -U %SYS`;
  const script = [
    ...commands,
    'write !,"RESULT=",$system.Status.IsOK(sc)," ",$system.Status.GetErrorText(sc),!',
    'halt',
    '',
  ].join('\n');
  return sh`( ${findInstance(vars)}
case $control in */*) program=$(dirname -- "$control")/${program} ;; *) program=${program} ;; esac
owner=$(sed -n 's/^security_settings\.manager_user: *//p' "$dir/parameters.isc" 2>/dev/null | head -n 1)
set -- "$program" ${words}
if [ -n "$owner" ] && [ "$(id -un)" != "$owner" ] && [ "$(id -u)" = 0 ]; then
  if command -v runuser >/dev/null; then set -- runuser -u "$owner" -- "$@"; else set -- sudo -n -u "$owner" -- "$@"; fi
fi
said=$(printf %s ${script} | "$@" 2>&1)
case $said in
  *RESULT=1*) exit 0 ;;
  *Username:*) echo "the session of $name asks for a user name: allow operating-system authentication for %Service_Terminal" >&2 ;;
esac
printf '%s\n' "$said" | tail -n 5 >&2
exit 1 )`;
}
