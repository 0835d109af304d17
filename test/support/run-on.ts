import type { RunEvent } from '../../src/core/event.ts';
import type { Host, Inventory } from '../../src/core/host.ts';
import type { Play } from '../../src/core/play.ts';
import { compile } from '../../src/engine/compile.ts';
import { type CompletedRun, type ExecuteOptions, execute } from '../../src/engine/execute.ts';

export interface RunOn {
  readonly result: CompletedRun;
  readonly events: readonly RunEvent[];
  /** How each host ended. */
  readonly outcomes: Readonly<Record<string, string>>;
}

type Options = Partial<ExecuteOptions> &
  Pick<ExecuteOptions, 'reachOf'> & { readonly onEvent?: (event: RunEvent) => void };

/** Runs plays by the real engine on hosts that are reached as the options say; a play's pattern is `all` or a name. */
export async function runOn(
  hosts: readonly Host[],
  plays: readonly Play[],
  options: Options,
): Promise<RunOn> {
  const select = (pattern: string) => hosts.filter(({ name }) => pattern === 'all' || name === pattern);
  const inventory: Inventory = { hosts, select };
  const events: RunEvent[] = [];
  const on = (event: RunEvent) => {
    events.push(event);
    options.onEvent?.(event);
  };
  const result = await execute(compile(plays, inventory, { tags: [], skipTags: [] }), {
    check: false,
    concurrency: 20,
    directory: process.cwd(),
    drain: new AbortController().signal,
    signal: new AbortController().signal,
    ...options,
    reporters: [{ on }],
  });
  const outcomes = Object.fromEntries(result.hosts.map(({ host, outcome }) => [host, outcome]));
  return { result, events, outcomes };
}
