import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { RefusedError } from '../../core/errors.ts';
import { type CgroupRoots, cgroupRoots } from './cgroup-roots.ts';
import { waitUntil } from './wait-until.ts';

/** The control group of one host: how it is known whether the host runs, and how its plug is pulled. */
export interface HostCgroup {
  /** One directory in every hierarchy. */
  readonly directories: readonly string[];
  readonly make: () => Promise<void>;
  readonly isPopulated: () => Promise<boolean>;
  /** The process number, on this machine, of the host's process 1. */
  readonly leader: () => Promise<number | undefined>;
  /** Ends every process in it at once. */
  readonly kill: () => Promise<void>;
  /** It must hold no process. */
  readonly remove: () => Promise<void>;
}

/** The control group with this path below every hierarchy's root, such as `drover-lab/practice1`. */
export async function hostCgroup(path: string): Promise<HostCgroup> {
  const roots = await requiredRoots();
  const main = `${roots.unified}/${path}`;
  const directories = [main, ...roots.legacy.map((root) => `${root}/${path}`)];

  const isPopulated = async (): Promise<boolean> =>
    /^populated 1$/m.test(await readFile(`${main}/cgroup.events`, 'utf8').catch(() => ''));

  return {
    directories,
    isPopulated,
    make: async () => {
      await Promise.all(directories.map((one) => mkdir(one, { recursive: true })));
    },
    leader: async () => {
      const processes = await readFile(`${main}/payload/init.scope/cgroup.procs`, 'utf8').catch(() => '');
      const first = Number(processes.split('\n')[0]);
      return first > 0 ? first : undefined;
    },
    kill: async () => {
      if (!(await isPopulated())) return;
      await writeFile(`${main}/cgroup.kill`, '1');
      await waitUntil(async () => !(await isPopulated()), {
        what: `the processes of ${main} to end`,
        timeoutMs: 30_000,
      });
    },
    remove: async () => {
      await Promise.all(directories.map(removeTree));
    },
  };
}

async function requiredRoots(): Promise<CgroupRoots> {
  const roots = cgroupRoots(await readFile('/proc/self/mountinfo', 'utf8'));
  if (roots !== undefined) return roots;
  throw new RefusedError('No cgroup hierarchy of version 2 is mounted on this machine', {
    hint: 'Mount one: `mount -t cgroup2 cgroup2 /sys/fs/cgroup`.',
  });
}

async function removeTree(directory: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const below = entries.filter((entry) => entry.isDirectory());
  await Promise.all(below.map((entry) => removeTree(`${directory}/${entry.name}`)));
  // An ended process stays in its group until it is reaped, which is a moment after "populated 0".
  await waitUntil(() => isRemoved(directory), {
    what: `${directory} to be removable`,
    timeoutMs: 10_000,
  });
}

async function isRemoved(directory: string): Promise<boolean> {
  try {
    await rmdir(directory);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return true;
    if (error.code === 'EBUSY') return false;
    throw error;
  }
}
