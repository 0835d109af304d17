import type { ErrorView } from '../../../core/error-view.ts';
import type { HostOutcome } from '../../../core/event.ts';
import { exitCodeOf } from '../../../core/exit-code.ts';
import { play } from '../../../core/play.ts';
import type { Facts } from '../../../modules/facts/facts-schema.ts';
import { facts } from '../../../modules/facts.ts';
import { paintWith } from '../../../reporters/paint.ts';
import { terminalOf } from '../../terminal-of.ts';
import { progressOf } from '../exec/progress-of.ts';
import type { HostFlags } from '../options/host-flags.ts';
import { runOnHosts } from '../run-on-hosts.ts';
import { factsLines } from './facts-lines.ts';
import { subsetsOf } from './subsets-of.ts';

export interface FactsFlags extends HostFlags {
  readonly subset: readonly string[];
  readonly certificate: readonly string[];
  readonly json: boolean;
}

/** What a host said of itself, or why it did not. */
export interface HostFacts {
  readonly host: string;
  readonly outcome: HostOutcome;
  readonly facts?: Partial<Facts>;
  readonly error?: ErrorView;
}

/** Asks the hosts of a pattern what they are, prints it, and returns the exit code. */
export async function printFacts(pattern: string, flags: FactsFlags): Promise<number> {
  const { certificate: certificates, become, becomeUser, json } = flags;
  const subsets = subsetsOf(flags.subset, certificates);
  const task = facts('What the host is', { subsets, certificates });
  const user = become || becomeUser !== undefined ? (becomeUser ?? true) : false;
  const asking = play({ name: pattern, hosts: pattern, become: user, tasks: [task] });
  const { result, redactor } = await runOnHosts(asking, flags, {
    reporters: [progressOf(flags.verbose)],
  });
  const found = result.hosts.map(({ host, outcome, error }): HostFacts => {
    const state = result.state(host, task);
    return {
      host,
      outcome,
      ...(state === undefined ? {} : { facts: redactor.mask(state) }),
      ...(error === undefined ? {} : { error }),
    };
  });
  const view = { paint: paintWith(terminalOf(process.stdout).colours), inFull: subsets.length === 1 };
  const lines = json ? found.map((one) => JSON.stringify(one)) : factsLines(found, view);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return exitCodeOf(result);
}
