import { mkdir, readFile } from 'node:fs/promises';
import type { HostPaths } from './host-paths.ts';
import type { HostRecord } from './lab-record.ts';
import { runProgram } from './run-program.ts';

/** Mounts the host's own files over the base tree, unless they are. */
export async function mountRoot(
  { root, disk }: HostPaths,
  { base, diskMb }: Pick<HostRecord, 'base' | 'diskMb'>,
): Promise<void> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n');
  const isMounted = (path: string): boolean => mounts.some((line) => line.split(' ')[1] === path);
  await mkdir(root, { recursive: true });
  await mkdir(disk, { recursive: true });
  if (diskMb !== undefined && !isMounted(disk)) {
    await runProgram('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m,mode=0755`, 'tmpfs', disk]);
  }
  if (isMounted(root)) return;
  await Promise.all([
    mkdir(`${disk}/upper`, { recursive: true }),
    mkdir(`${disk}/work`, { recursive: true }),
  ]);
  const layers = `lowerdir=${base},upperdir=${disk}/upper,workdir=${disk}/work`;
  await runProgram('mount', ['-t', 'overlay', '-o', layers, 'overlay', root]);
}
