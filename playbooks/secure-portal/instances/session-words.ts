import { type Shell, sh } from 'drover';
import { findInstance, type WantedInstance } from './find-instance.ts';
import { parameterReader } from './parameter-reader.ts';

/** An instance, and who runs sessions of it. */
export interface Instance extends WantedInstance {
  /** Undefined: the owner that its parameters.isc names. */
  readonly user?: string | undefined;
}

/**
 * Makes the words that begin a session in %SYS the positional parameters. Where there can be none, it calls `problem`
 * with the reason, which has to end the script.
 */
export function sessionWords(instance: Instance): Shell {
  const { product, user = '' } = instance;
  const control = product === 'cache' ? 'ccontrol' : 'iris';
  const program = product === 'cache' ? 'csession' : 'iris';
  const words = product === 'cache' ? [] : ['session'];
  return sh`${findInstance(instance)}
${parameterReader}
[ -d "$dir" ] || problem "there is no directory $dir: set instance_directory"
program=$(command -v ${program}) && [ -n "$control" ] || problem ${`the commands ${control} and ${program} are not on this host`}
[ -n "$name" ] || problem "no instance is in $dir: compare $control qlist"
case $status in running*) ;; *) problem "the instance $name is not running ($status)" ;; esac
owner=${user}; [ -n "$owner" ] || owner=$(parameter manager_user)
if [ -z "$owner" ] || [ "$owner" = "$(id -un)" ]; then set --
elif [ "$(id -u)" = 0 ] && command -v runuser >/dev/null 2>&1; then set -- runuser -u "$owner" --
elif command -v sudo >/dev/null 2>&1; then set -- sudo -n -u "$owner" --
else problem "neither runuser nor sudo is there to become $owner"; fi
set -- "$@" "$program" ${words} "$name" -U %SYS`;
}
