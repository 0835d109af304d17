import { commandOf, type Step } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import type { Backend } from './packages/backend.ts';
import { backendOf, backends } from './packages/backends.ts';
import type { PackageState, PackagesState } from './packages/package-state.ts';
import { type PackagesChange, packagesChanges } from './packages/packages-changes.ts';
import { packagesState } from './packages/packages-state.ts';
import { type PackagesParams, packagesParams } from './packages/params.ts';

/**
 * Packages of the system are installed, as new as can be, held at their version, or not installed: by apt, dnf (both
 * generations, and yum), zypper or apk. The way back removes exactly those that were not there; what they brought along
 * stays until it is removed as not needed. What was purged is not brought back, since its configuration is gone.
 * Different from Ansible on purpose: what needs a package does not go along with it, but has to be named; and a version
 * that is named is gone to downwards too.
 */
export const packages = defineModule({
  name: 'packages',
  summary: 'Packages of the system are installed, up to date, held, or not installed.',
  example: "packages('nginx is installed', { names: ['nginx', 'curl'] })",
  params: packagesParams,
  desired: (given: PackagesParams) => given,
  inspect: packagesState,
  plan: (current: PackagesState, desired): readonly PackagesChange[] => packagesChanges(current, desired),
  describe: (change, _, current) => ({ summary: wordsOf(change, current) }),
  // What a package brings, and what its scripts do, is known to nobody before.
  apply: (change, desired, current): Step => {
    const { progress, change: script } = theirs(current);
    const { timeoutMs } = desired;
    return commandOf(script(change, desired, current), {
      touches: 'everything',
      timeoutMs,
      progress,
      isFollowed: true,
    });
  },
  undo: (change, desired, current): Step | undefined =>
    change.is === 'purge'
      ? undefined
      : commandOf(theirs(current).undo(change, desired, current), {
          touches: 'everything',
          timeoutMs: desired.timeoutMs,
        }),
});

/** Where no package manager is known, nothing was planned. */
function theirs({ program }: PackagesState): Backend {
  return backendOf(program) ?? backends[0];
}

function wordsOf({ is, packages: all }: PackagesChange, { unneeded }: PackagesState): string {
  const names = all.map(({ full }) => full).join(', ');
  switch (is) {
    case 'refresh':
      return `package lists refreshed; ${names} as new as they offer`;
    case 'remove':
    case 'purge': {
      const more = unneeded.map(({ name }) => name).join(', ');
      if (more === '') return `${is} ${names}`;
      return `${is} ${names === '' ? '' : `${names}, and `}what nothing needs any more: ${more}`;
    }
    case 'hold':
    case 'release':
      return `${is} ${names}`;
    case 'install':
    case 'upgrade':
      return `${is} ${all.map(versioned).join(', ')}`;
  }
}

function versioned({ full, installed, version, candidate }: PackageState): string {
  const to = version ?? candidate;
  if (to === undefined) return full;
  return installed === undefined ? `${full} ${to}` : `${full} ${installed} → ${to}`;
}
