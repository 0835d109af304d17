import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender } from './contender.ts';

/** A hand-written program on ssh2 that does the work and nothing else. */
export function floor(way: 'exec' | 'shell' | 'batch'): Contender {
  const program = fileURLToPath(new URL(`../floors/${way}.ts`, import.meta.url));
  return {
    name: `floor ${way}`,
    is: 'floor',
    does: ({ is }) =>
      way === 'exec' || is === 'commands' || is === 'templates' || (way === 'shell' && is === 'facts'),
    prepare: async (job) => {
      const file = join(job.directory, 'job.json');
      await writeFile(file, JSON.stringify(job));
      return { command: [process.execPath, program, file] };
    },
    hostsDone: ({ stdout }) => stdout.split('\n').filter((line) => line.endsWith(' done')).length,
  };
}
