import { closestName } from '../../core/closest-name.ts';
import type { Play } from '../../core/play.ts';
import { splitPattern } from '../../inventory/split-pattern.ts';
import type { KnownInventory } from './known-inventory.ts';
import { unknownNames } from './unknown-names.ts';

/**
 * A remark for each name that a play is for and that is nearly one of the inventory. A group that is simply not there
 * is none: a playbook may serve several inventories.
 */
export function remarksOnHosts(plays: readonly Play[], known: KnownInventory): readonly string[] {
  return plays.flatMap(({ name, hosts }) =>
    unknownNames(splitPattern(hosts), known).flatMap((unknown) => {
      const near = closestName(unknown, known.names);
      if (near === undefined) return [];
      return [`The play "${name}" is for "${unknown}", which the inventory does not have: is it "${near}"?`];
    }),
  );
}
