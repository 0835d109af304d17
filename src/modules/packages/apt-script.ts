import { lines, type Shell, sh } from '../../core/sh.ts';
import type { PackagesChange } from './packages-changes.ts';
import type { PackageState, PackagesState } from './packages-state.ts';
import type { PackagesParams } from './params.ts';

/** One call of apt-get for all packages; the lists are refreshed before where that is needed. */
export function aptScript(
  change: PackagesChange,
  desired: PackagesParams,
  { listsAgeMs }: PackagesState,
): Shell {
  const names = change.packages.map(({ full, version }) =>
    version === undefined ? full : `${full}=${version}`,
  );
  if (change.is === 'remove') return lines([functions(desired), sh`apt remove ${names}`]);
  const { recommends, updateCache, cacheValidMs } = desired;
  const flags = [
    recommends ? '--install-recommends' : '--no-install-recommends',
    ...(change.packages.some(({ version }) => version !== undefined) ? ['--allow-downgrades'] : []),
  ];
  return lines([
    functions(desired),
    refreshed(updateCache, listsAgeMs > cacheValidMs, sh`install ${flags} ${names}`),
    sh`apt install ${flags} ${names}`,
  ]);
}

/** The way back: what was not there goes, with its configuration if that was not there either; the rest as it was. */
export function aptUndoScript(change: PackagesChange, desired: PackagesParams): Shell {
  const { packages } = change;
  const absent = packages.filter(({ installed }) => installed === undefined);
  const versions = packages.filter(({ installed }) => installed !== undefined);
  return lines([
    functions(desired),
    gone('remove', absent, true),
    gone('purge', absent, false),
    ...(versions.length === 0 ? [] : [broughtBack(versions)]),
  ]);
}

function gone(action: 'remove' | 'purge', absent: readonly PackageState[], isRemoved: boolean): Shell {
  const names = absent.filter((one) => one.isRemoved === isRemoved).map(({ full }) => full);
  if (names.length === 0) return sh`:`;
  return sh`set --; for p in ${names}; do dpkg-query -W -- "$p" >/dev/null 2>&1 && set -- "$@" "$p"; done
[ $# = 0 ] || apt ${action} "$@" || exit`;
}

function broughtBack(packages: readonly PackageState[]): Shell {
  const exact = packages.map(({ full, installed }) => `${full}=${installed}`);
  return sh`apt install --no-install-recommends --allow-downgrades ${exact}`;
}

/**
 * `apt` answers no question and keeps configuration files as they are. Where an earlier run of dpkg was cut off, it
 * ends that first, dependencies included; that is looked for only when apt has failed, since until then another run
 * may be under way.
 */
function functions({ lockTimeoutMs }: Pick<PackagesParams, 'lockTimeoutMs'>): Shell {
  const seconds = Math.ceil(lockTimeoutMs / 1000);
  return sh`DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_SUSPEND=1
export DEBIAN_FRONTEND APT_LISTCHANGES_FRONTEND NEEDRESTART_SUSPEND
once() { apt-get -y -q -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=${seconds} "$@"; }
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

/** Lists that cannot be refreshed may still know enough: then apt has the last word. */
function refreshed(updateCache: boolean | undefined, areOld: boolean, call: Shell): Shell {
  if (updateCache === false) return sh`:`;
  if (updateCache === true) return sh`refresh || exit`;
  return areOld ? sh`refresh` : sh`once -s ${call} >/dev/null 2>&1 || refresh`;
}
