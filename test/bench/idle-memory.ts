import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target } from './job.ts';
import { measure } from './measure.ts';
import { median } from './median.ts';

/** What one more idle host with an open shell holds in our memory. */
export interface IdleMemory {
  readonly oursKb: number;
  readonly floorKb: number;
}

const times = 3;

/** Connects 50 hosts and then the rest, and divides what came in between by the rest: first by ssh2, then by us. */
export async function idleMemory(targets: readonly Target[], directory: string): Promise<IdleMemory> {
  const file = join(directory, 'idle.json');
  await writeFile(file, JSON.stringify(targets));
  const memoryOf = async (name: string) => {
    const program = fileURLToPath(new URL(`floors/${name}.ts`, import.meta.url));
    const command = [process.execPath, '--expose-gc', program, file] as const;
    const { code, stdout, stderr } = await measure({ command: [...command] });
    if (code !== 0 || stderr.includes('Warning')) throw new Error(`${name}: ${stderr.slice(0, 400)}`);
    return Number(stdout);
  };
  const floors: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < times; round += 1) {
    floors.push(await memoryOf('idle'));
    ours.push(await memoryOf('idle-ours'));
  }
  return { floorKb: median(floors), oursKb: median(ours) };
}
