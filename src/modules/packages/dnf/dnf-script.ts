import { lines, type Shell, sh } from '../../../core/sh.ts';
import type { PackagesState } from '../package-state.ts';
import type { PackagesChange } from '../packages-changes.ts';
import type { PackagesParams } from '../params.ts';
import { dnfFunctions } from './dnf-functions.ts';
import { dnfSpec } from './dnf-spec.ts';

/** Makes a change by dnf or yum. */
export function dnfScript(change: PackagesChange, desired: PackagesParams, current: PackagesState): Shell {
  const { updateCache } = desired;
  const isInstall = change.is === 'install' || change.is === 'upgrade';
  return lines([
    dnfFunctions(desired, current),
    ...(isInstall && updateCache === true ? [sh`call makecache || exit`] : []),
    acting(change, desired),
  ]);
}

function acting({ is, packages }: PackagesChange, { autoremove }: PackagesParams): Shell {
  const specs = packages.map((one) => dnfSpec(one));
  switch (is) {
    case 'hold':
      return sh`call versionlock add ${packages.map(({ name }) => name)}`;
    case 'release':
      return sh`call versionlock delete ${packages.map(({ name }) => name)}`;
    case 'remove':
    case 'purge':
      return sh`call remove --setopt=clean_requirements_on_remove=${autoremove ? 1 : 0} ${specs}`;
    case 'install':
    case 'upgrade':
    case 'refresh':
      return installing(packages);
  }
}

/** What is installed is not made newer by `install`, unless a version is named. */
function installing(packages: PackagesChange['packages']): Shell {
  const exact = packages.filter(({ version, file }) => (version ?? file) !== undefined);
  const others = packages.filter((one) => !exact.includes(one));
  const fresh = others.filter(({ installed }) => installed === undefined);
  const older = others.filter(({ installed }) => installed !== undefined);
  return lines([
    step(
      sh`exactly`,
      exact.map((one) => one.file ?? dnfSpec(one, one.version)),
    ),
    step(
      sh`install`,
      fresh.map((one) => dnfSpec(one)),
    ),
    step(
      sh`call upgrade`,
      older.map((one) => dnfSpec(one)),
    ),
  ]);
}

function step(action: Shell, specs: readonly string[]): Shell {
  return specs.length === 0 ? sh`:` : sh`${action} ${specs} || exit`;
}
