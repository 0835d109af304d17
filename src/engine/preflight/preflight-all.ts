import type { PreflightVerdict } from '../../core/host-check.ts';
import { eachWithin } from '../each-within.ts';
import { hostLimits } from '../host-limits.ts';
import { hostsAtATime } from '../hosts-at-a-time.ts';
import type { RunContext } from '../run-context.ts';
import type { RunPlan } from '../run-plan.ts';
import { admit } from './admit.ts';
import { conclude, type Looked } from './conclude.ts';
import { type FirstTurn, firstTurns } from './first-turns.ts';

/** Looks at every host before anything is done on any, and says whether the run goes on. */
export async function preflightAll(
  { plays }: RunPlan,
  options: Pick<Looked, 'mode' | 'allowPartial'>,
  context: RunContext,
): Promise<PreflightVerdict['verdict']> {
  const { emit, links, lost, drain, signal, concurrency, atMost } = context;
  const turns = firstTurns(plays);
  emit({ is: 'preflight-started', hosts: turns.map(({ host }) => host.name) });
  const limitsOf = ({ host }: FirstTurn) => hostLimits(host, [atMost]);
  await eachWithin(turns, { concurrency: hostsAtATime(concurrency), limitsOf }, async ({ play, host }) => {
    if (drain.aborted || signal.aborted) return;
    const outcome = await admit({ play, host, link: links.take(host) }, context);
    if (outcome !== 'ok') lost.add(host.name);
    await links.giveBack(host, outcome === 'ok' ? 'for now' : 'lost');
  });
  return conclude({ ...options, hosts: turns.map(({ host }) => host), rest: turns }, context);
}
