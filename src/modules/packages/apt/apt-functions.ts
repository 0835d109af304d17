import { type Shell, sh } from '../../../core/sh.ts';
import type { PackagesParams } from '../params.ts';

/**
 * `apt` answers no question and keeps configuration files as they are. Where an earlier run of dpkg was cut off, it
 * ends that first, dependencies included; that is looked for only when apt has failed, since until then another run
 * may be under way.
 */
export function aptFunctions({ lockTimeoutMs, allowUnsigned }: PackagesParams): Shell {
  const seconds = Math.ceil(lockTimeoutMs / 1000);
  const unsigned = allowUnsigned ? ['--allow-unauthenticated'] : [];
  return sh`DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_SUSPEND=1
export DEBIAN_FRONTEND APT_LISTCHANGES_FRONTEND NEEDRESTART_SUSPEND
once() { apt-get -y -q -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=${seconds} ${unsigned} "$@"; }
apt() { once "$@" && return; rc=$?
  [ -n "$(ls -A /var/lib/dpkg/updates)$(dpkg --audit)" ] || return $rc
  echo "Setting up what was cut off"
  dpkg --force-confold --configure -a
  once --no-remove --fix-broken install && once "$@"; }
refresh() { echo "Refreshing the package lists"; end=$(( $(date +%s) + ${seconds} ))
  until said=$(apt-get -q update 2>&1); do
    case $said in *"Could not get lock"*) ;; *) end=0 ;; esac
    if [ "$(date +%s)" -ge "$end" ]; then printf '%s\n' "$said" >&2; return 1; fi
    sleep 1
  done
  touch /var/lib/apt/lists; }`;
}
