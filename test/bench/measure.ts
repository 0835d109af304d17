import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { residentKb } from './resident-kb.ts';

/** A program, how it is called, and the variables that it gets beside ours. */
export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a program and all that it started and waited for cost. */
export interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The most that it and what it started held at once. */
  readonly peakKb: number;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const sampleMs = 200;

/** Runs a program to its end under `time`. */
export async function measure({ command, environment = {} }: Program): Promise<Measured> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-measure-'));
  const file = join(directory, 'usage');
  const begun = performance.now();
  const child = spawn('/usr/bin/time', ['-q', '-f', '%U %S %M', '-o', file, ...command], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let peakKb = 0;
  const sampling = setInterval(() => {
    peakKb = Math.max(peakKb, residentKb(child.pid ?? 0));
  }, sampleMs);
  // An ssh that stays in the background may hold the outputs open: the end of the program is what counts.
  const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'exit');
  const wallMs = performance.now() - begun;
  clearInterval(sampling);
  const [stdout, stderr] = await outputs;
  const [user = 0, system = 0, largest = 0] = (await readFile(file, 'utf8')).trim().split(' ').map(Number);
  await rm(directory, { recursive: true });
  return {
    wallMs,
    cpuMs: Math.round((user + system) * 1000),
    peakKb: Math.max(peakKb, largest),
    code: typeof code === 'number' ? code : -1,
    stdout,
    stderr,
  };
}
