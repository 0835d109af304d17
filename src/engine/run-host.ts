import type { HostOutcome } from '../core/event.ts';
import { HostRun } from './host-run.ts';
import { Memory } from './memory.ts';
import { notBegun } from './not-begun.ts';
import { admit } from './preflight/admit.ts';
import type { RunContext } from './run-context.ts';
import { type HostPlan, type PlannedPlay, tasksOf } from './run-plan.ts';

/** The turn of one host in a play. Never rejects for what goes wrong on the host: that is an event. */
export async function runHost(
  { name: play }: PlannedPlay,
  plan: HostPlan,
  context: RunContext,
): Promise<void> {
  const { host } = plan;
  const { links, lost, drain, signal } = context;
  const isEnded = drain.aborted || signal.aborted;
  const halted = onlyLooks(plan) ? undefined : context.halt.why;
  const why = isEnded ? 'the run was ended before its turn came' : halted;
  const outcome =
    why === undefined ? await takeTurn(play, plan, context) : notBegun(play, host, why, context);
  // One that only had no turn is as well as it was.
  const isWell = outcome === 'ok' || (!isEnded && why !== undefined);
  if (!isWell) lost.add(host.name);
  await links.giveBack(host, isWell ? 'played' : 'lost');
}

/** A host that is well is looked at also when the run has been halted: what was done there is seen and told. */
function onlyLooks({ nodes }: HostPlan): boolean {
  return tasksOf(nodes).every(({ task }) => task.verifies);
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
