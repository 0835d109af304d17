import { readFile } from 'node:fs/promises';
import type { Client } from 'ssh2';
import type { Job, Target } from '../job.ts';
import { logIn } from './log-in.ts';

/** The part of a floor that all share: reads the job, logs in to its hosts, and says who is done. */
export async function onEveryHost(
  work: (client: Client, target: Target, job: Job) => Promise<void>,
): Promise<void> {
  const text = await readFile(process.argv[2] ?? '', 'utf8');
  // Written by the bench, a moment ago.
  const job = JSON.parse(text) as Job;
  const waiting = [...job.targets];
  const worker = async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      const client = await logIn(target);
      await work(client, target, job);
      client.end();
      process.stdout.write(`${target.name} done\n`);
    }
  };
  await Promise.all(Array.from({ length: job.atATime }, worker));
}
