import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import practice from '../../playbooks/practice.ts';
import portal from '../../playbooks/secure-portal.ts';
import type { RunEvent } from '../../src/core/event.ts';
import type { Play } from '../../src/core/play.ts';
import type { CompletedRun } from '../../src/engine/execute.ts';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { type MachineLab, machineLab } from '../../src/lab/machine/machine-lab.ts';
import { type RunOptions, run } from '../../src/run.ts';

const directory = '/var/lib/drover-lab-portal';
const cache = '/var/lib/drover-lab/cache';
const playbooks = resolve(import.meta.dirname, '../../playbooks');

export interface PortalRun {
  readonly result: CompletedRun;
  readonly events: readonly RunEvent[];
  /** Names of the tasks that changed, or would, by host. */
  readonly changed: Readonly<Record<string, readonly string[]>>;
  /** Everything that was said, for looking whether a text is in it. */
  readonly words: string;
}

export interface PortalLab extends AsyncDisposable {
  readonly lab: MachineLab;
  readonly hosts: readonly LabHost[];
  /** A directory on the controller that goes away with the lab. */
  readonly scratch: string;
  readonly practice: () => Promise<PortalRun>;
  readonly portal: (options?: PortalOptions) => Promise<PortalRun>;
  /** Another playbook on them. */
  readonly play: (plays: Play | readonly Play[], options?: PortalOptions) => Promise<PortalRun>;
  /** Runs a command on a host as root and gives what it printed. */
  readonly on: (host: LabHost, command: string) => string;
}

interface PortalOptions extends Omit<Partial<RunOptions>, 'inventory'> {
  /** Variables of single hosts, over those of the lab. */
  readonly hostVars?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface PortalLabOptions {
  readonly diskMb?: number;
  /** A lab of its own, so that it does not disturb another. */
  readonly own?: { readonly name: string; readonly prefix: string; readonly subnet: string };
  /** Variables of all hosts. */
  readonly vars?: Readonly<Record<string, unknown>>;
  /** Variables of single hosts, in their order. */
  readonly hostVars?: readonly Readonly<Record<string, unknown>>[];
  /** The first host is a client too, of whichever SuperServer its variables name. */
  readonly withClient?: boolean;
}

const usual = { name: 'droverptl', prefix: 'portal', subnet: '10.98.0.0/24' };

/** Real hosts with a practice instance each, and the flagship to run on them. */
export async function portalLab(
  count: number,
  { own = usual, vars = {}, hostVars: each = [], withClient = false, ...up }: PortalLabOptions = {},
): Promise<PortalLab> {
  const lab = machineLab({
    ...own,
    directory: own === usual ? directory : `/var/lib/drover-lab-${own.name}`,
    bases: '/var/lib/drover-lab/base',
  });
  await mkdir(cache, { recursive: true });
  const hosts = await lab.up(count, { binds: [{ host: cache, guest: '/var/cache/drover' }], ...up });
  const scratch = await mkdtemp(join(tmpdir(), 'drover-portal-'));
  const drive = async (
    plays: Play | readonly Play[],
    { hostVars = {}, ...options }: PortalOptions = {},
  ): Promise<PortalRun> => {
    const events: RunEvent[] = [];
    const inventory = join(scratch, 'inventory.json');
    await writeFile(
      inventory,
      JSON.stringify({
        ...inventoryOf(hosts, { ca_directory: join(scratch, 'ca'), ...vars }, each, hostVars),
        ...(withClient ? { clients: { hosts: { [hosts[0]?.name ?? '']: {} } } } : {}),
      }),
    );
    const onEvent = (event: RunEvent) => events.push(event);
    const result = await run(plays, { ...options, inventory, directory: playbooks, onEvent });
    return { result, events, changed: changedBy(result), words: JSON.stringify(events) };
  };
  return {
    lab,
    hosts,
    scratch,
    practice: () => drive(practice, {}),
    portal: (options = {}) => drive(portal, options),
    play: drive,
    on,
    [Symbol.asyncDispose]: async () => {
      await lab.down();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

function inventoryOf(
  hosts: readonly LabHost[],
  vars: Readonly<Record<string, unknown>>,
  each: readonly Readonly<Record<string, unknown>>[],
  hostVars: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
) {
  const entries = hosts.map(({ name, address, keyFile, hostKey }, at) => [
    name,
    {
      ansible_host: address,
      ansible_user: 'op',
      ansible_private_key_file: keyFile,
      drover_host_key: hostKey,
      drover_connect_timeout_ms: 5_000,
      practice_kind: 'machine',
      build_cache: '/var/cache/drover',
      ...vars,
      ...each[at],
      ...hostVars[name],
    },
  ]);
  return { portal: { children: { practice: {} } }, practice: { hosts: Object.fromEntries(entries) } };
}

function changedBy(result: CompletedRun): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    result.hosts.map(({ host, tasks }) => [
      host,
      tasks.flatMap(({ name, outcome }) => (outcome.is === 'changed' ? [name] : [])),
    ]),
  );
}

function on(host: LabHost, command: string): string {
  const [program = 'ssh', ...words] = host.sshCommand('root');
  const { status, stdout, stderr } = spawnSync(program, [...words, command], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (status !== 0)
    throw new Error(`"${command}" on ${host.name}: ${stderr || stdout} (exit code ${status})`);
  return stdout;
}
