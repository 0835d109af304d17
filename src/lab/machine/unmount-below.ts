import { readFile } from 'node:fs/promises';
import { runProgram } from './run-program.ts';

/** Unmounts all that is mounted on or below a directory, innermost first, and answers once nothing is. */
export async function unmountBelow(directory: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8'))
    .split('\n')
    .flatMap((line) => line.split(' ')[1] ?? [])
    .filter((path) => path === directory || path.startsWith(`${directory}/`));
  for (const path of mounts.reverse()) await runProgram('umount', [path]);
}
