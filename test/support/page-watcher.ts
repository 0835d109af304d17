/** A program: asks for a page every 50 ms until its input ends, then prints how long nobody got an answer at most. */
import { setInterval as beats } from 'node:timers/promises';
import { get } from './page.ts';

const [, , url = ''] = process.argv;
const answered: number[] = [performance.now()];
const asked: Promise<void>[] = [];
const stop = new AbortController();
process.stdin.resume().once('end', () => stop.abort());

const ask = async () => {
  const page = await get(url).catch(() => undefined);
  if (page !== undefined && page.status < 500) answered.push(performance.now());
};

process.stdout.write('watching\n');
try {
  for await (const _ of beats(50, undefined, { signal: stop.signal })) asked.push(ask());
} catch {
  // Ended from outside: that is how the beats end.
}
await Promise.all(asked);
const times = [...answered, performance.now()];
const silences = times.slice(1).map((time, at) => time - (times[at] ?? time));
process.stdout.write(`${Math.max(...silences)}\n`);
