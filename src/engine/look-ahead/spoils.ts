import { overlaps, pathOf, type Resources } from '../../core/resource.ts';

/**
 * Whether an answer can no longer be relied on after a touch. Only files and directories are told apart: to start a
 * unit, to install a package or to add a user may change anything, and any file may decide how a unit or a package is.
 */
export function spoils(touched: Resources, read: Resources): boolean {
  return overlaps(widened(touched), widened(read));
}

function widened(resources: Resources): Resources {
  if (resources === 'everything') return resources;
  return resources.every((one) => pathOf(one) !== undefined) ? resources : 'everything';
}
