import { readFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type { Target } from '../job.ts';

const firstHosts = 50;

/** Holds hosts with `hold`, prints how many KB each one beyond the first 50 takes, and lets go. */
export async function memoryOfHosts(hold: (target: Target) => Promise<() => Promise<void>>): Promise<void> {
  // Written by the bench, a moment ago.
  const targets = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as readonly Target[];
  const held: (() => Promise<void>)[] = [];
  const holdAll = async (some: readonly Target[]) => {
    for (const target of some) held.push(await hold(target));
    return memoryNow();
  };
  const before = await holdAll(targets.slice(0, firstHosts));
  const after = await holdAll(targets.slice(firstHosts));
  process.stdout.write(`${Math.round((after - before) / (targets.length - firstHosts) / 1024)}\n`);
  await Promise.all(held.map((letGo) => letGo()));
}

async function memoryNow(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    await turn();
    globalThis.gc?.();
  }
  // Keys and ciphers lie outside the heap.
  return process.memoryUsage.rss();
}
