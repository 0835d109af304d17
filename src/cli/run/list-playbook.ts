import type { Play } from '../../core/play.ts';
import { type PlanOptions, planOf } from '../../plan-of.ts';
import type { ListFlags } from './list-options.ts';
import { listing } from './listing.ts';
import { listingLines } from './listing-lines.ts';

export interface ListMeans {
  readonly asked: ListFlags & { readonly json: boolean };
  readonly options: PlanOptions;
}

/** What the plays are about, as lines to print: of each play a line of JSON, or text. Nothing is connected. */
export async function listPlaybook(
  plays: readonly Play[],
  { asked, options }: ListMeans,
): Promise<readonly string[]> {
  const plan = await planOf(plays, options);
  const listed = plan.plays.map(listing);
  if (asked.json) return listed.map((one) => JSON.stringify(one));
  return listed.flatMap((one) => listingLines(one, asked));
}
