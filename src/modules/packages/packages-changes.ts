import { RefusedError } from '../../core/errors.ts';
import type { PackageState, PackagesState } from './packages-state.ts';
import type { PackagesParams } from './params.ts';

/** One call of the package manager. `refresh`: what is newest is not known until the lists were refreshed. */
export interface PackagesChange {
  readonly is: 'install' | 'remove' | 'upgrade' | 'refresh';
  readonly packages: readonly PackageState[];
}

const installBy: Readonly<Record<string, string>> = {
  dnf: 'dnf install',
  yum: 'yum install',
  zypper: 'zypper install',
  apk: 'apk add',
  pacman: 'pacman -S',
};

/** What has to be done so that packages are as wanted: one change for all of them. */
export function packagesChanges(current: PackagesState, desired: PackagesParams): readonly PackagesChange[] {
  if (current.manager !== 'apt-get') throw unsupported(current.manager, desired.names);
  const change = wanted(current, desired);
  if (change.packages.length === 0) return [];
  if (change.is === 'remove' && current.dependents.length > 0) {
    throw new RefusedError(`Without ${listOf(change)} these would go too: ${current.dependents.join(', ')}`, {
      hint: 'Name them as well if that is right.',
    });
  }
  if (!current.isRoot) throw notRoot(change, desired);
  return [change];
}

function wanted({ packages, listsAgeMs }: PackagesState, desired: PackagesParams): PackagesChange {
  const { state, cacheValidMs, updateCache } = desired;
  const absent = packages.filter(({ installed }) => installed === undefined);
  switch (state) {
    case 'absent':
      return { is: 'remove', packages: packages.filter(({ installed }) => installed !== undefined) };
    case 'present':
      return { is: 'install', packages: packages.filter((one) => !isAsWanted(one)) };
    case 'latest':
      if (listsAgeMs > cacheValidMs && updateCache !== false) return { is: 'refresh', packages };
      return {
        is: absent.length > 0 ? 'install' : 'upgrade',
        packages: packages.filter(
          ({ installed, candidate }) => installed === undefined || isOlder(installed, candidate),
        ),
      };
  }
}

function isAsWanted({ installed, version }: PackageState): boolean {
  return installed !== undefined && (version === undefined || version === installed);
}

/** apt never offers an older version than the one that is installed, unless a pin says that it must. */
function isOlder(installed: string, candidate: string | undefined): boolean {
  return candidate !== undefined && candidate !== '(none)' && candidate !== installed;
}

function unsupported(manager: string, names: readonly string[]): RefusedError {
  const command = installBy[manager];
  const found = manager === '' ? 'none that is known' : manager;
  const list = names.join(' ');
  return new RefusedError(`packages works with apt only, and this host has ${found}: ${names.join(', ')}`, {
    hint:
      command === undefined
        ? `Install these by hand: ${list}`
        : `Install them by the module command: ${command} ${list} (the names may differ there).`,
  });
}

function notRoot(change: PackagesChange, { names, recommends }: PackagesParams): RefusedError {
  const { is, packages } = change;
  const given = names
    .filter((name) => packages.some(({ full }) => name.replace(/=.*/, '') === full))
    .join(' ');
  const exact =
    is === 'remove'
      ? `apt-get remove ${given}`
      : `apt-get install ${recommends ? '' : '--no-install-recommends '}${given}`;
  return new RefusedError(`Only root can ${is === 'remove' ? 'remove' : 'install'} ${listOf(change)}`, {
    hint: `Set become to true, or run on the host: sudo ${exact}`,
  });
}

function listOf({ packages }: PackagesChange): string {
  return packages.map(({ full }) => full).join(', ');
}
