import { lines, type Shell, sh } from '../../../core/sh.ts';
import type { PackagesState } from '../package-state.ts';
import type { PackagesChange } from '../packages-changes.ts';
import type { PackagesParams } from '../params.ts';
import { dnfFunctions } from './dnf-functions.ts';
import { dnfSpec } from './dnf-spec.ts';

/** The way back: what was not there goes, the rest is as it was; what came along is marked so again. */
export function dnfUndoScript(
  { is, packages }: PackagesChange,
  desired: PackagesParams,
  current: PackagesState,
): Shell {
  const functions = dnfFunctions({ ...desired, updateCache: undefined }, current);
  const names = packages.map(({ name }) => name);
  if (is === 'hold') return lines([functions, sh`call versionlock delete ${names}`]);
  if (is === 'release') return lines([functions, sh`call versionlock add ${names}`]);
  const absent = packages.filter(({ installed }) => installed === undefined);
  const along = is === 'remove' ? current.unneeded : [];
  const exact = [
    ...packages.flatMap((one) => (one.installed === undefined ? [] : [dnfSpec(one, one.installed)])),
    ...along.map(({ name, version }) => `${name}-${version}`),
  ];
  const marked = along.map(({ name }) => name);
  return lines([
    functions,
    sh`set --; for p in ${absent.map(({ name }) => name)}; do if rpm -q "$p" >/dev/null 2>&1; then set -- "$@" "$p"; fi; done
[ $# = 0 ] || call remove --setopt=clean_requirements_on_remove=0 "$@" || exit`,
    ...(exact.length === 0 ? [] : [sh`exactly ${exact} || exit`]),
    // dnf 5 has another word for it.
    ...(marked.length === 0
      ? []
      : [sh`call mark remove ${marked} 2>/dev/null || call mark dependency ${marked}`]),
  ]);
}
