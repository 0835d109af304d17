import { RefusedError } from '../../core/errors.ts';
import type { Backend } from './backend.ts';
import { backends } from './backends.ts';
import type { PackagesState } from './package-state.ts';
import type { PackagesChange } from './packages-changes.ts';
import type { PackagesParams } from './params.ts';

/** Refuses what the package manager has no counterpart of. */
export function refuseLacking(
  { name, lacks, holdsBy }: Backend,
  { canHold }: PackagesState,
  { purge, autoremove, hold }: PackagesParams,
): void {
  const asked = { purge, autoremove };
  for (const what of ['purge', 'autoremove'] as const) {
    const why = lacks[what];
    if (asked[what] && why !== undefined)
      throw new RefusedError(`${name} has no ${what}: ${why}`, { hint: `Leave out ${what} for this host.` });
  }
  if (hold === undefined || canHold) return;
  throw new RefusedError(`${name} cannot hold packages on this host: it lacks a plugin`, { hint: holdsBy });
}

/** Refuses package files that are not there, or not of this package manager. */
export function refuseFiles({ name, fileEnding }: Backend, { packages }: PackagesState): void {
  for (const { file, trouble } of packages) {
    if (file === undefined) continue;
    if (!file.endsWith(fileEnding)) {
      throw new RefusedError(`${file} is no package of ${name}, whose files end in ${fileEnding}`, {
        hint: 'Give a file for the distribution of this host.',
      });
    }
    if (trouble === 'absent') {
      throw new RefusedError(`There is no file ${file} on the host`, {
        hint: 'Bring it by a task of copy or download before.',
      });
    }
    if (trouble === 'unreadable') {
      throw new RefusedError(`${file} on the host cannot be read as a package`, {
        hint: 'Is it whole? Give download its sha256.',
      });
    }
  }
}

/** No package manager that is known was found. */
export function noManager({ program }: PackagesState, { names, manager }: PackagesParams): RefusedError {
  const asked = backends.filter(({ name }) => name === (manager ?? name));
  const programs = asked.flatMap((one) => one.programs).join(', ');
  const found = program === '' ? '' : `, and there is ${program}`;
  return new RefusedError(
    `No package manager that is known is on this host: looked for ${programs}${found} (${names.join(', ')})`,
    { hint: 'Install these by the module command, in the way of the host.' },
  );
}

/** Somebody tries who may not. */
export function notRoot(
  { is, packages }: PackagesChange,
  { recommends }: PackagesParams,
  { byHand, spec, name }: Backend,
): RefusedError {
  const isRemoval = is === 'remove' || is === 'purge';
  const list = packages.map(({ full }) => full).join(', ');
  const given = packages.map((one) => one.file ?? spec(one, one.version)).join(' ');
  const flags = isRemoval || recommends || name !== 'apt' ? '' : '--no-install-recommends ';
  const exact = isRemoval ? `${byHand.remove} ${given}` : `${byHand.install} ${flags}${given}`;
  return new RefusedError(`Only root can ${wordFor(is)} ${list}`, {
    hint:
      is === 'hold' || is === 'release'
        ? 'Set become to true.'
        : `Set become to true, or run on the host: sudo ${exact}`,
  });
}

function wordFor(is: PackagesChange['is']): string {
  return is === 'upgrade' || is === 'refresh' ? 'install' : is;
}
