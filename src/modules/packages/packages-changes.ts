import { RefusedError } from '../../core/errors.ts';
import type { Backend } from './backend.ts';
import { backendOf } from './backends.ts';
import type { PackageState, PackagesState } from './package-state.ts';
import type { PackagesParams } from './params.ts';
import { noManager, notRoot, refuseFiles, refuseLacking } from './refusals.ts';

/** One call of the package manager. `refresh`: what is newest is not known until the lists were refreshed. */
export interface PackagesChange {
  readonly is: 'install' | 'remove' | 'purge' | 'upgrade' | 'refresh' | 'hold' | 'release';
  readonly packages: readonly PackageState[];
}

/** What has to be done so that packages are as wanted: one change for all of them, and those of holding. */
export function packagesChanges(current: PackagesState, desired: PackagesParams): readonly PackagesChange[] {
  const backend = backendOf(current.program);
  if (backend === undefined) throw noManager(current, desired);
  refuseLacking(backend, current, desired);
  refuseFiles(backend, current);
  const main = wanted(current, desired, backend);
  if (desired.state === 'absent' && main.packages.length > 0) refuseDependents(main, current);
  const changes = around(main, current, desired.hold).filter((change) => isWork(change, current));
  const [first] = changes;
  if (first !== undefined && !current.isRoot) throw notRoot(first, desired, backend);
  return changes;
}

function wanted(
  { packages, listsAgeMs }: PackagesState,
  { state, cacheValidMs, updateCache, purge, hold }: PackagesParams,
  backend: Backend,
): PackagesChange {
  switch (state) {
    case 'absent':
      return {
        is: purge ? 'purge' : 'remove',
        packages: packages.filter(
          ({ installed, isRemoved }) => installed !== undefined || (purge && isRemoved),
        ),
      };
    case 'present':
      return { is: 'install', packages: packages.filter((one) => !isAsWanted(one, backend)) };
    case 'latest': {
      const free = packages.filter(
        ({ isHeld, installed }) => !isHeld || hold === false || installed === undefined,
      );
      if (listsAgeMs > cacheValidMs && updateCache !== false) return { is: 'refresh', packages: free };
      return {
        is: free.some(({ installed }) => installed === undefined) ? 'install' : 'upgrade',
        packages: free.filter(
          ({ installed, candidate }) => installed === undefined || isOlder(installed, candidate),
        ),
      };
    }
  }
}

/** What is held is let go before it is changed, and held again after that. */
function around(main: PackagesChange, { packages }: PackagesState, hold: boolean | undefined) {
  const held = main.packages.filter(({ isHeld, installed }) => isHeld && installed !== undefined);
  if (hold === undefined && main.is === 'install') refuseHeld(held);
  if (hold === undefined) return [main];
  const released = hold ? held : packages.filter(({ isHeld }) => isHeld);
  const toHold = hold ? packages.filter((one) => !one.isHeld || released.includes(one)) : [];
  const changes: readonly PackagesChange[] = [
    { is: 'release', packages: released },
    main,
    { is: 'hold', packages: toHold },
  ];
  return changes;
}

function isWork({ is, packages }: PackagesChange, { unneeded }: PackagesState): boolean {
  return packages.length > 0 || ((is === 'remove' || is === 'purge') && unneeded.length > 0);
}

function isAsWanted({ installed, version, trouble }: PackageState, backend: Backend): boolean {
  if (trouble === 'coming' || installed === undefined) return false;
  return version === undefined || backend.isVersion(version, installed);
}

/** apt never offers an older version than the one that is installed, unless a pin says that it must. */
function isOlder(installed: string, candidate: string | undefined): boolean {
  return candidate !== undefined && candidate !== '(none)' && candidate !== installed;
}

function refuseDependents({ packages }: PackagesChange, { dependents }: PackagesState): void {
  if (dependents.length === 0) return;
  const names = packages.map(({ full }) => full).join(', ');
  throw new RefusedError(`Without ${names} these would go too: ${dependents.join(', ')}`, {
    hint: 'Name them as well if that is right.',
  });
}

function refuseHeld([first]: readonly PackageState[]): void {
  if (first === undefined) return;
  const { full, installed, version } = first;
  throw new RefusedError(`${full} is held at ${installed}, so it does not become ${version}`, {
    hint: 'Set hold to true to hold it at the other version, or to false to let it go.',
  });
}
