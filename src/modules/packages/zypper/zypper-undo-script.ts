import { lines, type Shell, sh } from '../../../core/sh.ts';
import type { PackagesState } from '../package-state.ts';
import type { PackagesChange } from '../packages-changes.ts';
import type { PackagesParams } from '../params.ts';
import { zypperFunctions } from './zypper-functions.ts';
import { zypperSpec } from './zypper-spec.ts';

/** The way back: what was not there goes, the rest is as it was. */
export function zypperUndoScript(
  { is, packages }: PackagesChange,
  desired: PackagesParams,
  { unneeded }: PackagesState,
): Shell {
  const functions = zypperFunctions(desired);
  const names = packages.map(({ name }) => name);
  if (is === 'hold') return lines([functions, sh`call removelock ${names}`]);
  if (is === 'release') return lines([functions, sh`call addlock ${names}`]);
  const absent = packages.filter(({ installed }) => installed === undefined).map(({ name }) => name);
  const exact = [
    ...packages.flatMap((one) => (one.installed === undefined ? [] : [zypperSpec(one, one.installed)])),
    ...(is === 'remove' ? unneeded : []).map(({ name, version }) => `${name}=${version}`),
  ];
  return lines([
    functions,
    sh`set --; for p in ${absent}; do if rpm -q "$p" >/dev/null 2>&1; then set -- "$@" "$p"; fi; done
[ $# = 0 ] || call remove --no-clean-deps "$@" || exit`,
    ...(exact.length === 0
      ? []
      : [sh`call install --no-recommends --auto-agree-with-licenses --oldpackage ${exact}`]),
  ]);
}
