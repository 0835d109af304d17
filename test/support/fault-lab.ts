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

const name = 'droverflt';

export interface FaultRun {
  /** The host's result, and how long the whole run took. */
  readonly ended: Promise<HostResult & { readonly runMs: number }>;
  readonly events: readonly RunEvent[];
}

/** Real hosts for faults, a host for each kind. Disposing takes them away. */
export interface FaultLab extends AsyncDisposable {
  readonly host: (name: string) => LabHost;
  /** Variables by which a host is reached as `op`. */
  readonly varsOf: (host: LabHost) => Readonly<Record<string, unknown>>;
  readonly start: (host: LabHost, tasks: readonly TaskNode[], options?: { become?: boolean }) => FaultRun;
  /** What runs there with this word in its command line, also while its cable is out. Every session of ours has `sleep`. */
  readonly processes: (host: LabHost, word: string) => readonly string[];
  /** What a command prints there as root, over a connection of its own. */
  readonly on: (host: LabHost, command: string) => string;
}

export async function faultLab(names: readonly string[]): Promise<FaultLab> {
  const lab = machineLab({
    directory: '/var/lib/drover-lab-faults',
    name,
    prefix: 'fault',
    subnet: '10.96.8.0/24',
    bases: '/var/lib/drover-lab/base',
  });
  const hosts = await lab.up(names);
  return {
    varsOf,
    start,
    host: (wanted) => {
      const found = hosts.find((one) => one.name === wanted);
      if (found === undefined) throw new Error(`The lab has no host ${wanted}`);
      return found;
    },
    processes: (host, word) => guestProcesses(name, host.name, word),
    on: (host, command) => {
      const [program = 'ssh', ...words] = host.sshCommand('root');
      return spawnSync(program, [...words, command], { encoding: 'utf8', timeout: 60_000 }).stdout;
    },
    [Symbol.asyncDispose]: () => lab.down(),
  };
}

function start(
  host: LabHost,
  tasks: readonly TaskNode[],
  { become = false }: { become?: boolean } = {},
): FaultRun {
  const one = { name: host.name, groups: [], vars: varsOf(host) };
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

function varsOf({ address, keyFile, hostKey }: LabHost): Readonly<Record<string, unknown>> {
  return {
    ansible_host: address,
    ansible_user: 'op',
    ansible_private_key_file: keyFile,
    drover_host_key: hostKey,
    drover_connect_timeout_ms: 3_000,
  };
}
