import { rm } from 'node:fs/promises';
import { UsageError } from '../../core/errors.ts';
import { ensureBase } from './ensure-base.ts';
import { ensureRequirements } from './ensure-requirements.ts';
import { freeSubnet } from './free-subnet.ts';
import { hostAnswers } from './host-answers.ts';
import { hostNames } from './host-names.ts';
import { type HostParts, hostParts } from './host-parts.ts';
import { type LabHost, labHost } from './lab-host.ts';
import { labNames } from './lab-names.ts';
import { ensureNetwork } from './lab-network.ts';
import { labPaths } from './lab-paths.ts';
import { type HostRecord, readLabRecord, writeLabRecord } from './lab-record.ts';
import { type LabOptions, type LabSettings, labSettings } from './lab-settings.ts';
import { machineRequirements } from './machine-requirements.ts';
import { prepareHost } from './prepare-host.ts';
import { type HostFeatures, recordHosts } from './record-hosts.ts';
import { requirementsRefusal } from './requirements-refusal.ts';
import { startHost } from './start-host.ts';
import { takeDown } from './take-down.ts';
import { takenSubnets } from './taken-subnets.ts';
import { withLock } from './with-lock.ts';
import { writeKnownHosts } from './write-known-hosts.ts';

export interface UpOptions {
  readonly signal?: AbortSignal;
  /** Told of every step that takes time, in words. */
  readonly onStep?: (text: string) => void;
  /** Folders of this machine that the hosts see; for a host that runs, from its next start on. */
  readonly binds?: HostRecord['binds'];
  /** How much the hosts that are made now can write, in MiB. It is kept in memory: gone when this machine restarts. */
  readonly diskMb?: number;
}

export interface DownOptions {
  readonly signal?: AbortSignal;
  /** Removes the whole directory: the key pair and the base trees too. */
  readonly purge?: boolean;
}

/** `partitioned`: it runs, with its cable pulled. */
export interface LabHostStatus {
  readonly name: string;
  readonly address: string;
  readonly state: 'ready' | 'booting' | 'partitioned' | 'off';
}

/** Real Debian hosts on this machine. Everything may be repeated; `up` mends what a crash has left half done. */
export interface MachineLab {
  /** Makes sure that these hosts run, and answers them; hosts that were there already stay. A number asks for as many by the lab's prefix. */
  readonly up: (hosts: number | readonly string[], options?: UpOptions) => Promise<readonly LabHost[]>;
  /** Ends the hosts and takes away all that `up` made but the key pair and the base trees. */
  readonly down: (options?: DownOptions) => Promise<void>;
  readonly status: () => Promise<readonly LabHostStatus[]>;
  /** Rejects with a UsageError when the lab has no host of this name. */
  readonly host: (name: string) => Promise<LabHost>;
}

/** A lab of real hosts: systemd, sshd, users and a network of their own, by systemd-nspawn. It does nothing yet. */
export function machineLab(options: LabOptions = {}): MachineLab {
  const settings = labSettings(options);
  const { lock } = labNames(settings);
  return {
    up: async (hosts, upOptions = {}) => {
      const names = hostNames(hosts, settings.prefix);
      await ensureRequirements({ onStep: () => {}, ...upOptions });
      return withLock(lock, () => bringUp(settings, names, upOptions), upOptions);
    },
    down: async ({ signal, purge = false } = {}) => {
      const requirements = await machineRequirements();
      if (requirements.missing.length > 0) throw requirementsRefusal(requirements);
      const work = async (): Promise<void> => {
        await takeDown(settings);
        if (purge) await rm(settings.directory, { recursive: true, force: true });
      };
      await withLock(lock, work, { signal });
    },
    status: async () => Promise.all((await partsOfAll(settings)).map(statusOf)),
    host: async (name) => {
      const parts = (await partsOfAll(settings)).find(({ record }) => record.name === name);
      if (parts !== undefined) return labHost(parts);
      throw new UsageError(`The lab in ${settings.directory} has no host "${name}"`, {
        hint: 'Bring it up first.',
      });
    },
  };
}

async function bringUp(
  settings: LabSettings,
  names: readonly string[],
  { signal, onStep = () => {}, binds = [], diskMb }: UpOptions,
): Promise<readonly LabHost[]> {
  const base = await ensureBase(settings, { onStep, signal });
  const features = { base, binds, ...(diskMb === undefined ? {} : { diskMb }) };
  const every = await recordedHosts(settings, names, features);
  const wanted = every.filter(({ record }) => names.includes(record.name));
  for (const parts of wanted) await prepareHost(parts);
  await writeKnownHosts(labPaths(settings).knownHosts, every);
  const running = await Promise.all(wanted.map(({ cgroup }) => cgroup.isPopulated()));
  const toBoot = wanted.filter((_, at) => running[at] === false);
  if (toBoot.length > 0) onStep(`Booting ${toBoot.map(({ record }) => record.name).join(', ')}`);
  await Promise.all(wanted.map((parts) => startHost(parts, signal)));
  return Promise.all(wanted.map(labHost));
}

async function recordedHosts(
  settings: LabSettings,
  names: readonly string[],
  features: HostFeatures,
): Promise<readonly HostParts[]> {
  const { record: path } = labPaths(settings);
  const { bridge } = labNames(settings);
  const known = await readLabRecord(path);
  const subnet = known?.subnet ?? freeSubnet(settings.subnet, await takenSubnets(bridge));
  const record = recordHosts({ subnet, hosts: known?.hosts ?? [] }, names, features);
  await ensureNetwork({ names: labNames(settings), directory: settings.directory }, subnet);
  // On record before it is made: what is half made is found again.
  await writeLabRecord(path, record);
  return Promise.all(record.hosts.map((host) => hostParts(settings, record, host)));
}

async function partsOfAll(settings: LabSettings): Promise<readonly HostParts[]> {
  const record = await readLabRecord(labPaths(settings).record);
  if (record === undefined) return [];
  return Promise.all(record.hosts.map((host) => hostParts(settings, record, host)));
}

async function statusOf({ record, link, cgroup }: HostParts): Promise<LabHostStatus> {
  const { name } = record;
  const { address } = link;
  if (!(await cgroup.isPopulated())) return { name, address, state: 'off' };
  if (!(await link.isUp())) return { name, address, state: 'partitioned' };
  const isReady = await hostAnswers({ address, leader: cgroup.leader });
  return { name, address, state: isReady ? 'ready' : 'booting' };
}
