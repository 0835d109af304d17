import type { Inventory } from '../../core/host.ts';
import type { Play } from '../../core/play.ts';
import { limitParts } from '../../inventory/limit-parts.ts';
import { splitPattern } from '../../inventory/split-pattern.ts';
import { answerToOurName } from '../playbook/answer-to-our-name.ts';
import { inventoryFor, type Purpose } from '../run/inventory-for.ts';
import { refuseUnknownNames } from '../run/refuse-unknown-names.ts';
import type { HostFlags } from './options/host-flags.ts';

/** The inventory that flags name, for a play that no playbook holds. Rejects for names that it does not have. */
export async function inventoryOfPlay(
  { hosts }: Play,
  flags: HostFlags,
  purpose: Purpose,
): Promise<Inventory> {
  answerToOurName();
  const known = await inventoryFor(flags, {
    ...purpose,
    patterns: [hosts],
    playbookDirectory: flags.playbookDir,
  });
  refuseUnknownNames(splitPattern(hosts), known);
  if (flags.limit !== undefined) refuseUnknownNames(limitParts(flags.limit), known);
  return known.inventory;
}
