import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { cgroupRoots } from './cgroup-roots.ts';
import { systemPath } from './system-path.ts';

/** Something the lab needs and this machine lacks; `package` is the Debian package that provides it. */
export interface MissingRequirement {
  readonly name: string;
  readonly package?: string;
}

export interface MachineRequirements {
  readonly missing: readonly MissingRequirement[];
  /** The Debian packages that would help, each once. */
  readonly packages: readonly string[];
}

const programs: Readonly<Record<string, string>> = {
  'systemd-nspawn': 'systemd-container',
  debootstrap: 'debootstrap',
  ip: 'iproute2',
  nft: 'nftables',
  'ssh-keygen': 'openssh-client',
  flock: 'util-linux',
  unshare: 'util-linux',
};
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** What this machine lacks for a lab of real hosts. It changes nothing. */
export async function machineRequirements(): Promise<MachineRequirements> {
  if (process.platform !== 'linux') return { missing: [{ name: 'Linux' }], packages: [] };
  const found = await Promise.all([
    check('root', Promise.resolve(process.getuid?.() === 0)),
    check('cgroups (version 2, alone or beside version 1)', hasCgroups()),
    check('overlayfs', hasOverlay()),
    check(keyring, isThere(keyring, constants.R_OK), 'debian-archive-keyring'),
    ...Object.entries(programs).map(([name, from]) => check(name, isProgram(name), from)),
  ]);
  const missing = found.flat();
  const packages = [...new Set(missing.flatMap((one) => one.package ?? []))];
  return { missing, packages };
}

async function check(
  name: string,
  fulfilled: Promise<boolean>,
  from?: string,
): Promise<MissingRequirement[]> {
  if (await fulfilled) return [];
  return [from === undefined ? { name } : { name, package: from }];
}

async function isProgram(name: string): Promise<boolean> {
  const folders = systemPath().split(':');
  const found = await Promise.all(folders.map((folder) => isThere(`${folder}/${name}`, constants.X_OK)));
  return found.includes(true);
}

async function isThere(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

async function hasCgroups(): Promise<boolean> {
  return cgroupRoots(await readFile('/proc/self/mountinfo', 'utf8')) !== undefined;
}

async function hasOverlay(): Promise<boolean> {
  // A kernel that has it as a module lists it only once it was used; the first mount loads it.
  const systems = await readFile('/proc/filesystems', 'utf8');
  if (/\toverlay$/m.test(systems)) return true;
  const version = (await readFile('/proc/sys/kernel/osrelease', 'utf8')).trim();
  return isThere(`/lib/modules/${version}/kernel/fs/overlayfs`, constants.R_OK);
}
