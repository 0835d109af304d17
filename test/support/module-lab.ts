import { spawnSync } from 'node:child_process';
import type { Inventory } from '../../src/core/host.ts';
import { play } from '../../src/core/play.ts';
import type { TaskNode } from '../../src/core/task.ts';
import type { CompletedRun } from '../../src/engine/execute.ts';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { machineLab } from '../../src/lab/machine/machine-lab.ts';
import { run } from '../../src/run.ts';

export interface ModuleRun {
  readonly result: CompletedRun;
  /** Outcomes by task name: `ok`, `changed`, `failed: message` … */
  readonly outcomes: Readonly<Record<string, string>>;
}

/** One real host, with all that a system has. Disposing takes it away. */
export interface ModuleLab extends AsyncDisposable {
  readonly host: LabHost;
  /** Runs tasks there as root. */
  readonly runThere: (
    tasks: readonly TaskNode[],
    options?: { readonly check?: boolean },
  ) => Promise<ModuleRun>;
  /** What a command prints there as root, whatever its exit code. */
  readonly on: (command: string, input?: string) => string;
}

export interface ModuleLabOptions {
  readonly directory: string;
  readonly name: string;
  readonly prefix: string;
  readonly subnet: string;
  /** Of Debian. Default: bookworm. */
  readonly release?: string;
}

/** A lab with a name and a network that no other test has: they run at the same time. */
export async function moduleLab(options: ModuleLabOptions): Promise<ModuleLab> {
  const lab = machineLab({ ...options, bases: '/var/lib/drover-lab/base' });
  const [host] = await lab.up(1);
  if (host === undefined) throw new Error('the lab has no host');
  const inventory = inventoryOf(host);
  return {
    host,
    runThere: async (tasks, options = {}) => {
      const one = play({ name: 'test', hosts: 'all', become: true, tasks });
      const result = await run(one, { inventory, ...options });
      return { result, outcomes: outcomesOf(result) };
    },
    on: (command, input = '') => {
      const [program = 'ssh', ...words] = host.sshCommand('root');
      return spawnSync(program, [...words, command], { encoding: 'utf8', input }).stdout;
    },
    [Symbol.asyncDispose]: () => lab.down(),
  };
}

function inventoryOf({ name, address, keyFile, hostKey }: LabHost): Inventory {
  const vars = {
    ansible_host: address,
    ansible_user: 'op',
    ansible_private_key_file: keyFile,
    drover_host_key: hostKey,
  };
  const host = { name, groups: [], vars };
  return { hosts: [host], select: () => [host] };
}

function outcomesOf(result: CompletedRun): Readonly<Record<string, string>> {
  const tasks = result.hosts.flatMap((host) => host.tasks);
  const outcomes = tasks.map(({ name, outcome }) => [
    name,
    outcome.is === 'failed' ? `failed: ${outcome.error.message}` : outcome.is,
  ]);
  return Object.fromEntries(outcomes);
}
