import type { Transport } from '../../src/core/connection.ts';
import type { RunEvent } from '../../src/core/event.ts';
import type { Host, Inventory } from '../../src/core/host.ts';
import { play } from '../../src/core/play.ts';
import type { RunResult } from '../../src/core/result.ts';
import type { TaskNode } from '../../src/core/task.ts';
import { compile } from '../../src/engine/compile.ts';
import { execute } from '../../src/engine/execute.ts';
import { localTransport } from '../../src/transports/local.ts';

export interface LocalRun {
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
  /** Outcomes by task name: `ok`, `changed`, `failed: message` … */
  readonly outcomes: Readonly<Record<string, string>>;
}

interface LocalRunOptions {
  readonly check?: boolean;
  readonly lookAhead?: boolean;
  /** The shell to work in. Default: `sh`. */
  readonly shell?: string;
  readonly directory?: string;
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly transport?: Transport;
  readonly drain?: AbortSignal;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** Runs tasks by the real engine, in a real shell, on this machine. */
export async function runHere(tasks: readonly TaskNode[], options: LocalRunOptions = {}): Promise<LocalRun> {
  const { check = false, shell = 'sh', directory = process.cwd(), vars = {} } = options;
  const here: Host = { name: 'here', groups: [], vars };
  const inventory: Inventory = { hosts: [here], select: () => [here] };
  const events: RunEvent[] = [];
  const on = (event: RunEvent) => {
    events.push(event);
    options.onEvent?.(event);
  };
  const plan = compile([play({ name: 'test', hosts: 'all', tasks })], inventory, { tags: [], skipTags: [] });
  const result = await execute(plan, {
    check,
    lookAhead: options.lookAhead ?? true,
    concurrency: 1,
    preflight: 'none',
    directory,
    drain: options.drain ?? new AbortController().signal,
    signal: options.signal ?? new AbortController().signal,
    reporters: [{ on }],
    reachOf: () => ({
      connect: (signal) => (options.transport ?? localTransport()).connect(here, signal),
      shell,
      becomePassword: undefined,
    }),
  });
  return { result, events, outcomes: outcomesOf(result) };
}

function outcomesOf(result: RunResult): Record<string, string> {
  const tasks = result.hosts.flatMap((host) => host.tasks);
  return Object.fromEntries(
    tasks.map(({ name, outcome }) => [
      name,
      outcome.is === 'failed' || outcome.is === 'ignored'
        ? `${outcome.is}: ${outcome.error.message}`
        : outcome.is,
    ]),
  );
}
