import { spawnSync } from 'node:child_process';
import type { RunEvent } from '../../src/core/event.ts';
import type { Inventory } from '../../src/core/host.ts';
import { play } from '../../src/core/play.ts';
import type { HostResult } from '../../src/core/result.ts';
import type { TaskNode } from '../../src/core/task.ts';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { machineLab } from '../../src/lab/machine/machine-lab.ts';
import { run } from '../../src/run.ts';
import { guestProcesses } from './guest-processes.ts';

/** By what a host is reached; each way has a lab of its own. */
export type FaultWay = 'ssh' | 'openssh';

const labs = {
  ssh: { name: 'droverflt', prefix: 'fault', subnet: '10.96.8.0/24' },
  openssh: { name: 'droverflo', prefix: 'fault-o', subnet: '10.96.12.0/24' },
} as const;

export interface FaultRun {
  /** The host's result, and how long the whole run took. */
  readonly ended: Promise<HostResult & { readonly runMs: number }>;
  readonly events: readonly RunEvent[];
}

/** Real hosts for faults, a host for each kind. Disposing takes them away. */
export interface FaultLab extends AsyncDisposable {
  readonly host: (name: string) => LabHost;
  readonly start: (host: LabHost, tasks: readonly TaskNode[], options?: { become?: boolean }) => FaultRun;
  /** What runs there with this word in its command line, also while its cable is out. Every session of ours has `sleep`. */
  readonly processes: (host: LabHost, word: string) => readonly string[];
  /** What a command prints there as root, over a connection of its own. */
  readonly on: (host: LabHost, command: string) => string;
}

export async function faultLab(names: readonly string[], way: FaultWay = 'ssh'): Promise<FaultLab> {
  const own = labs[way];
  const directory = `/var/lib/drover-lab-faults/${way}`;
  const lab = machineLab({ ...own, directory, bases: '/var/lib/drover-lab/base' });
  const hosts = await lab.up(names);
  return {
    start: (host, tasks, options) => start(host, varsBy(way, host), { tasks, ...options }),
    host: (wanted) => {
      const found = hosts.find((one) => one.name === wanted);
      if (found === undefined) throw new Error(`The lab has no host ${wanted}`);
      return found;
    },
    processes: (host, word) => guestProcesses(own.name, host.name, word),
    on: (host, command) => {
      const [program = 'ssh', ...words] = host.sshCommand('root');
      return spawnSync(program, [...words, command], { encoding: 'utf8', timeout: 60_000 }).stdout;
    },
    [Symbol.asyncDispose]: () => lab.down(),
  };
}

function start(
  { name }: LabHost,
  vars: Readonly<Record<string, unknown>>,
  { tasks, become = false }: { readonly tasks: readonly TaskNode[]; readonly become?: boolean },
): FaultRun {
  const one = { name, groups: [], vars };
  const inventory: Inventory = { hosts: [one], select: () => [one] };
  const events: RunEvent[] = [];
  const playOfHost = play({ name: 'test', hosts: 'all', become, tasks });
  const running = run(playOfHost, { inventory, onEvent: (event) => events.push(event) });
  const ended = running.then(({ hosts: [first], tookMs }) => {
    if (first === undefined) throw new Error('The run had no host');
    return { ...first, runMs: tookMs };
  });
  return { ended, events };
}

function varsBy(way: FaultWay, { address, keyFile, hostKey }: LabHost): Readonly<Record<string, unknown>> {
  return {
    ansible_connection: way,
    ansible_host: address,
    ansible_user: 'op',
    ansible_private_key_file: keyFile,
    drover_host_key: hostKey,
    drover_ssh_config_file: 'none',
    drover_connect_timeout_ms: 3_000,
  };
}
