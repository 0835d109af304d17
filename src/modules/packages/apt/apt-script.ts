import { lines, type Shell, sh } from '../../../core/sh.ts';
import type { PackagesState } from '../package-state.ts';
import type { PackagesChange } from '../packages-changes.ts';
import type { PackagesParams } from '../params.ts';
import { aptFunctions } from './apt-functions.ts';

/** One call of apt for all packages; the lists are refreshed before where that is needed. */
export function aptScript(
  { is, packages }: PackagesChange,
  desired: PackagesParams,
  { listsAgeMs }: PackagesState,
): Shell {
  const names = packages.map(({ full }) => full);
  switch (is) {
    case 'hold':
    case 'release':
      return sh`apt-mark ${is === 'hold' ? 'hold' : 'unhold'} ${names}`;
    case 'remove':
    case 'purge':
      return lines([
        aptFunctions(desired),
        sh`apt ${is} ${desired.autoremove ? ['--auto-remove'] : []} ${names}`,
      ]);
    case 'install':
    case 'upgrade':
    case 'refresh':
      return lines([aptFunctions(desired), installing(packages, desired, listsAgeMs)]);
  }
}

function installing(
  packages: PackagesChange['packages'],
  { recommends, updateCache, cacheValidMs }: PackagesParams,
  listsAgeMs: number,
): Shell {
  const names = packages.map(({ full, version, file }) => {
    if (file !== undefined) return file;
    return version === undefined ? full : `${full}=${version}`;
  });
  const flags = [
    recommends ? '--install-recommends' : '--no-install-recommends',
    ...(packages.some(({ version, file }) => (version ?? file) !== undefined) ? ['--allow-downgrades'] : []),
  ];
  const call = sh`install ${flags} ${names}`;
  return lines([refreshed(updateCache, listsAgeMs > cacheValidMs, call), sh`apt ${call}`]);
}

/** Lists that cannot be refreshed may still know enough: then apt has the last word. */
function refreshed(updateCache: boolean | undefined, areOld: boolean, call: Shell): Shell {
  if (updateCache === false) return sh`:`;
  if (updateCache === true) return sh`refresh || exit`;
  return areOld ? sh`refresh` : sh`once -s ${call} >/dev/null 2>&1 || refresh`;
}
