import type { Host } from '../../core/host.ts';
import type { PreflightVerdict } from '../../core/host-check.ts';
import { notBegun } from '../not-begun.ts';
import type { RunContext } from '../run-context.ts';
import type { FirstTurn } from './first-turns.ts';

export interface Looked {
  readonly mode: PreflightVerdict['mode'];
  /** The play that is the gate. */
  readonly play?: string;
  /** Hosts that are not as they have to be are left out, instead of that nothing is done anywhere. */
  readonly allowPartial: boolean;
  readonly hosts: readonly Host[];
  /** What is still to come. */
  readonly rest: readonly FirstTurn[];
}

/** Says how a look at hosts has ended, and whether the run goes on; when not, tells those whose turn will not come. */
export function conclude(looked: Looked, context: RunContext): PreflightVerdict['verdict'] {
  const { mode, play, hosts } = looked;
  const losers = hosts.flatMap(({ name }) => (context.lost.has(name) ? [name] : []));
  const isEnded = context.drain.aborted || context.signal.aborted;
  const verdict = isEnded ? 'cancelled' : verdictOf(losers.length, looked);
  const told: PreflightVerdict = { mode, verdict, lost: losers, ...(play === undefined ? {} : { play }) };
  context.emit({ is: 'preflight-finished', ...told });
  if (verdict !== 'go') tellTheRest(looked.rest, told, context);
  return verdict;
}

function verdictOf(lost: number, { mode, allowPartial, hosts }: Looked): 'go' | 'stop' {
  return lost === 0 || (mode !== 'only' && allowPartial && lost < hosts.length) ? 'go' : 'stop';
}

/** What is said of hosts with which nothing is wrong. */
function tellTheRest(rest: readonly FirstTurn[], told: PreflightVerdict, context: RunContext): void {
  const others = told.lost.length === 1 ? 'another host is' : `${told.lost.length} other hosts are`;
  const why = told.verdict === 'stop' ? `${others} not ready` : 'the run was ended before its turn came';
  for (const { play, host } of rest) {
    const isAnswered = told.mode === 'only' && context.ready.has(host.name);
    if (!isAnswered && !context.lost.has(host.name)) notBegun(play, host, why, context);
  }
}
