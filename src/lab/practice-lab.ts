import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RefusedError } from '../core/errors.ts';
import { embeddedLab } from './embedded/embedded-lab.ts';
import type { LabHost } from './machine/lab-host.ts';
import { machineLab } from './machine/machine-lab.ts';
import { machineRequirements } from './machine/machine-requirements.ts';
import type { PracticeHost } from './practice-hosts.ts';
import { embeddedDirectory, practiceDirectory, practiceRecord } from './practice-record.ts';

/** `machine`: Debian guests by systemd-nspawn. `embedded`: an SSH server on loopback, for everybody. */
export type PracticeKind = 'machine' | 'embedded';

export interface PracticeUpOptions {
  /** Default: `machine` where this user can have one, else `embedded`. */
  readonly kind?: PracticeKind;
  /** How many machines. Default: 1. An embedded lab is always one host. */
  readonly count?: number;
  readonly signal?: AbortSignal;
  readonly onStep?: (text: string) => void;
}

/** Built trees are kept here on this machine and shared with the guests, so that only the first host compiles. */
const cacheOnGuest = '/var/cache/drover';
const cacheHere = '/var/lib/drover-lab/cache';

/** Starts practice hosts and records them for the inventory of this working directory. May be repeated. */
export async function practiceUp(options: PracticeUpOptions = {}): Promise<readonly PracticeHost[]> {
  const kind = options.kind ?? (await kindForThisUser());
  const hosts = kind === 'machine' ? await machines(options) : [await embeddedLab(embeddedDirectory()).up()];
  await mkdir(dirname(practiceRecord()), { recursive: true });
  await writeFile(`${practiceRecord()}.new`, `${JSON.stringify(hosts, undefined, 2)}\n`);
  await rename(`${practiceRecord()}.new`, practiceRecord());
  return hosts;
}

/** Stops the practice hosts of this working directory and forgets them. Answers their names. */
export async function practiceDown(): Promise<readonly string[]> {
  const hosts = await recorded();
  if (hosts.some((host) => host.vars['practice_kind'] === 'machine')) await machineLab().down();
  await embeddedLab(embeddedDirectory()).down();
  await rm(practiceRecord(), { force: true });
  return hosts.map((host) => host.name);
}

/** The practice hosts of this working directory, each with how it is. */
export async function practiceStatus(): Promise<
  readonly { readonly host: PracticeHost; readonly state: string }[]
> {
  const hosts = await recorded();
  const machineStates = hosts.some((host) => host.vars['practice_kind'] === 'machine')
    ? await machineLab().status()
    : [];
  const embedded = await embeddedLab(embeddedDirectory()).status();
  return hosts.map((host) => {
    const machine = machineStates.find((one) => one.name === host.name);
    return { host, state: machine?.state ?? (embedded === undefined ? 'off' : 'ready') };
  });
}

/** The program and arguments that log in to a practice host. Throws a RefusedError when it is not up. */
export async function practiceLogin(name: string | undefined): Promise<readonly string[]> {
  const hosts = await recorded();
  const host = name === undefined ? hosts[0] : hosts.find((one) => one.name === name);
  if (host === undefined) {
    throw new RefusedError(
      name === undefined ? 'No practice host is up' : `No practice host is called "${name}"`,
      {
        hint: 'Start one: npm run lab up',
      },
    );
  }
  if (host.vars['practice_kind'] === 'machine') return (await machineLab().host(host.name)).sshCommand('op');
  const { ansible_port: port, ansible_private_key_file: key, ansible_user: user } = host.vars;
  const trust = [
    '-o',
    'StrictHostKeyChecking=accept-new',
    '-o',
    `UserKnownHostsFile=${practiceDirectory()}/known_hosts`,
  ];
  return ['ssh', '-p', String(port), '-i', String(key), ...trust, `${String(user)}@127.0.0.1`];
}

async function machines({ count = 1, signal, onStep }: PracticeUpOptions): Promise<readonly PracticeHost[]> {
  await mkdir(cacheHere, { recursive: true });
  const hosts = await machineLab().up(count, {
    binds: [{ host: cacheHere, guest: cacheOnGuest }],
    ...(signal === undefined ? {} : { signal }),
    ...(onStep === undefined ? {} : { onStep }),
  });
  return hosts.map(machineHost);
}

function machineHost({ name, address, port, keyFile, hostKey }: LabHost): PracticeHost {
  return {
    name,
    vars: {
      ansible_host: address,
      ansible_port: port,
      ansible_user: 'op',
      ansible_private_key_file: keyFile,
      drover_host_key: hostKey,
      practice_kind: 'machine',
      build_cache: cacheOnGuest,
    },
  };
}

async function kindForThisUser(): Promise<PracticeKind> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'embedded';
  const { missing } = await machineRequirements();
  // What a package can mend is installed by the lab itself.
  return missing.every((one) => one.package !== undefined) ? 'machine' : 'embedded';
}

async function recorded(): Promise<readonly PracticeHost[]> {
  const text = await readFile(practiceRecord(), 'utf8').catch(() => '[]');
  const hosts: readonly PracticeHost[] = JSON.parse(text);
  return hosts;
}
