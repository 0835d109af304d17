import type { Host } from '../../core/host.ts';
import type { PreflightVerdict } from '../../core/host-check.ts';
import { eachWithin } from '../each-within.ts';
import { hostLimits } from '../host-limits.ts';
import { notBegun } from '../not-begun.ts';
import type { RunContext } from '../run-context.ts';
import type { RunPlan } from '../run-plan.ts';
import { admit } from './admit.ts';

export interface PreflightAllOptions {
  /** `only`: nothing is to come after it. */
  readonly mode: PreflightVerdict['mode'];
  /** Hosts that are not as they have to be are left out, instead of that nothing is done anywhere. */
  readonly allowPartial: boolean;
}

interface First {
  readonly play: string;
  readonly host: Host;
}

/** Looks at every host before anything is done on any, and says whether the run goes on. */
export async function preflightAll(
  plan: RunPlan,
  options: PreflightAllOptions,
  context: RunContext,
): Promise<PreflightVerdict['verdict']> {
  const { emit, links, lost, drain, signal, concurrency, atMost } = context;
  const hosts = firstTurns(plan);
  const isStopped = () => drain.aborted || signal.aborted;
  emit({ is: 'preflight-started', hosts: hosts.map(({ host }) => host.name) });
  const limitsOf = ({ host }: First) => hostLimits(host, [atMost]);
  await eachWithin(hosts, { concurrency, limitsOf }, async ({ play, host }) => {
    if (isStopped()) return;
    const outcome = await admit({ play, host, link: links.take(host) }, context);
    if (outcome !== 'ok') lost.add(host.name);
    await links.giveBack(host, outcome === 'ok' ? 'for now' : 'lost');
  });
  const losers = hosts.flatMap(({ host: { name } }) => (lost.has(name) ? [name] : []));
  const verdict = isStopped() ? 'cancelled' : verdictOf(losers.length, hosts.length, options);
  const { mode } = options;
  emit({ is: 'preflight-finished', mode, verdict, lost: losers });
  if (verdict !== 'go') tellTheRest(hosts, { mode, verdict, lost: losers }, context);
  return verdict;
}

function verdictOf(lost: number, all: number, { mode, allowPartial }: PreflightAllOptions): 'go' | 'stop' {
  return lost === 0 || (mode === 'all' && allowPartial && lost < all) ? 'go' : 'stop';
}

/** What is said of hosts with which nothing is wrong. */
function tellTheRest(hosts: readonly First[], told: PreflightVerdict, context: RunContext): void {
  const others = told.lost.length === 1 ? 'another host is' : `${told.lost.length} other hosts are`;
  const why = told.verdict === 'stop' ? `${others} not ready` : 'the run was ended before its turn came';
  for (const { play, host } of hosts) {
    const isAnswered = told.mode === 'only' && context.ready.has(host.name);
    if (!isAnswered && !context.lost.has(host.name)) notBegun(play, host, why, context);
  }
}

/** Each host once, with the play that it is in first. */
function firstTurns({ plays }: RunPlan): readonly First[] {
  const turns = new Map<string, First>();
  for (const { name: play, hosts } of plays) {
    for (const { host } of hosts) if (!turns.has(host.name)) turns.set(host.name, { play, host });
  }
  return [...turns.values()];
}
