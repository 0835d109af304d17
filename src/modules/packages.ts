import { commandOf } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { aptProgress } from './packages/apt-progress.ts';
import { aptScript, aptUndoScript } from './packages/apt-script.ts';
import { type PackagesChange, packagesChanges } from './packages/packages-changes.ts';
import { type PackageState, type PackagesState, packagesState } from './packages/packages-state.ts';
import { type PackagesParams, packagesParams } from './packages/params.ts';

/**
 * Packages of the system are installed, as new as can be, or not installed. The way back removes exactly those that
 * were not there; what they brought along stays until `apt-get autoremove`.
 */
export const packages = defineModule({
  name: 'packages',
  summary: 'Packages of the system are installed, up to date, or not installed.',
  example: "packages('nginx is installed', { names: ['nginx', 'curl'] })",
  params: packagesParams,
  desired: (given: PackagesParams) => given,
  inspect: packagesState,
  plan: (current: PackagesState, desired): readonly PackagesChange[] => packagesChanges(current, desired),
  describe: (change) => ({ summary: wordsOf(change) }),
  // What a package brings, and what its scripts do, is known to nobody before.
  apply: (change, desired, current) =>
    commandOf(aptScript(change, desired, current), {
      touches: 'everything',
      timeoutMs: desired.timeoutMs,
      progress: aptProgress,
      isFollowed: true,
    }),
  undo: (change, desired) =>
    commandOf(aptUndoScript(change, desired), { touches: 'everything', timeoutMs: desired.timeoutMs }),
});

function wordsOf({ is, packages: all }: PackagesChange): string {
  if (is === 'refresh')
    return `package lists refreshed; ${all.map(({ full }) => full).join(', ')} as new as they offer`;
  return `${is} ${all.map((one) => (is === 'remove' ? one.full : versioned(one))).join(', ')}`;
}

function versioned({ full, installed, version, candidate }: PackageState): string {
  const to = version ?? candidate;
  if (to === undefined) return full;
  return installed === undefined ? `${full} ${to}` : `${full} ${installed} → ${to}`;
}
