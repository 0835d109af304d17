import type { HostOutcome } from '../core/event.ts';
import { HostRun } from './host-run.ts';
import { Memory } from './memory.ts';
import { notBegun } from './not-begun.ts';
import { admit } from './preflight/admit.ts';
import type { RunContext } from './run-context.ts';
import type { HostPlan, PlannedPlay } from './run-plan.ts';

/** The turn of one host in a play. Never rejects for what goes wrong on the host: that is an event. */
export async function runHost(
  { name: play }: PlannedPlay,
  plan: HostPlan,
  context: RunContext,
): Promise<void> {
  const { host } = plan;
  const { links, lost, drain, signal } = context;
  const outcome =
    drain.aborted || signal.aborted
      ? notBegun(play, host, 'the run was ended before its turn came', context)
      : await takeTurn(play, plan, context);
  if (outcome !== 'ok') lost.add(host.name);
  await links.giveBack(host, outcome === 'ok' ? 'played' : 'lost');
}

async function takeTurn(play: string, plan: HostPlan, context: RunContext): Promise<HostOutcome> {
  const { host } = plan;
  const { links, memories, preflight } = context;
  const link = links.take(host);
  const memory = memories.get(host.name) ?? new Memory();
  memories.set(host.name, memory);
  const { isHere = false } = links.reachOf(host);
  const run = new HostRun({ ...context, play, plan, link, memory, isHere });
  if (!preflight) return run.run();
  let begun = Promise.resolve();
  const onAsked = () => {
    begun = run.begin();
  };
  const admitted = await admit({ play, host, link, onAsked }, context);
  await begun;
  return admitted === 'ok' ? run.run() : admitted;
}
