import { lines, type Shell, sh } from '../../../core/sh.ts';
import type { PackageState } from '../package-state.ts';
import type { PackagesChange } from '../packages-changes.ts';
import type { PackagesParams } from '../params.ts';
import { zypperFunctions } from './zypper-functions.ts';
import { zypperSpec } from './zypper-spec.ts';

/** Makes a change by zypper. */
export function zypperScript(change: PackagesChange, desired: PackagesParams): Shell {
  const isInstall = change.is === 'install' || change.is === 'upgrade';
  return lines([
    zypperFunctions(desired),
    ...(isInstall && desired.updateCache === true ? [sh`call refresh || exit`] : []),
    acting(change, desired),
  ]);
}

function acting({ is, packages }: PackagesChange, desired: PackagesParams): Shell {
  switch (is) {
    case 'hold':
      return sh`call addlock ${packages.map(({ name }) => name)}`;
    case 'release':
      return sh`call removelock ${packages.map(({ name }) => name)}`;
    case 'remove':
    case 'purge': {
      const clean = desired.autoremove ? '--clean-deps' : '--no-clean-deps';
      return sh`call remove ${clean} ${packages.map((one) => zypperSpec(one))}`;
    }
    case 'install':
    case 'upgrade':
    case 'refresh':
      return lines([
        installing(
          packages.filter((one) => !isOlder(one)),
          desired,
        ),
        updating(packages.filter(isOlder)),
      ]);
  }
}

function installing(packages: readonly PackageState[], { recommends, allowUnsigned }: PackagesParams): Shell {
  if (packages.length === 0) return sh`:`;
  const flags = [
    recommends ? '--recommends' : '--no-recommends',
    '--auto-agree-with-licenses',
    ...(packages.some(({ version, file }) => (version ?? file) !== undefined) ? ['--oldpackage'] : []),
    ...(allowUnsigned ? ['--allow-unsigned-rpm'] : []),
  ];
  return sh`call install ${flags} ${packages.map((one) => one.file ?? zypperSpec(one, one.version))} || exit`;
}

function updating(packages: readonly PackageState[]): Shell {
  if (packages.length === 0) return sh`:`;
  return sh`call update --auto-agree-with-licenses ${packages.map((one) => zypperSpec(one))} || exit`;
}

function isOlder({ installed, version, file }: PackageState): boolean {
  return installed !== undefined && version === undefined && file === undefined;
}
