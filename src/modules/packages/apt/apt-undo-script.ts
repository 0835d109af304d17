import { lines, type Shell, sh } from '../../../core/sh.ts';
import type { PackageState, PackagesState } from '../package-state.ts';
import type { PackagesChange } from '../packages-changes.ts';
import type { PackagesParams } from '../params.ts';
import { aptFunctions } from './apt-functions.ts';

/** The way back: what was not there goes, with its configuration if that was not there either; the rest as it was. */
export function aptUndoScript(
  { is, packages }: PackagesChange,
  desired: PackagesParams,
  { unneeded }: PackagesState,
): Shell {
  const names = packages.map(({ full }) => full);
  if (is === 'hold') return sh`apt-mark unhold ${names}`;
  if (is === 'release') return sh`apt-mark hold ${names}`;
  const absent = packages.filter(({ installed }) => installed === undefined);
  const along = is === 'remove' ? unneeded : [];
  const exact = [
    ...packages.flatMap(({ full, installed }) => (installed === undefined ? [] : [`${full}=${installed}`])),
    ...along.map(({ name, version }) => `${name}=${version}`),
  ];
  return lines([
    aptFunctions(desired),
    gone('remove', absent, true),
    gone('purge', absent, false),
    ...(exact.length === 0 ? [] : [sh`apt install --no-install-recommends --allow-downgrades ${exact}`]),
    ...(along.length === 0 ? [] : [sh`apt-mark auto ${along.map(({ name }) => name)}`]),
  ]);
}

function gone(action: 'remove' | 'purge', absent: readonly PackageState[], isRemoved: boolean): Shell {
  const names = absent.filter((one) => one.isRemoved === isRemoved).map(({ full }) => full);
  if (names.length === 0) return sh`:`;
  return sh`set --; for p in ${names}; do dpkg-query -W -- "$p" >/dev/null 2>&1 && set -- "$@" "$p"; done
[ $# = 0 ] || apt ${action} "$@" || exit`;
}
