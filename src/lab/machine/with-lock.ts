import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { CancelledError, TimeoutError } from '../../core/errors.ts';
import { systemPath } from './system-path.ts';

interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: 15 minutes, which is longer than the first `up` takes. */
  readonly timeoutMs?: number;
}

/**
 * Does the work while no other process on this machine holds the lock. The lock is let go when this process ends,
 * however it ends.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  { signal, timeoutMs = 900_000 }: LockOptions = {},
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  // The holder lives as long as its standard input is open: the kernel closes that for us even after `kill -9`.
  const args = ['-w', String(timeoutMs / 1000), path, 'sh', '-c', 'echo held; exec cat'];
  const holder = spawn('flock', args, {
    env: { ...process.env, PATH: systemPath() },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'close');
  const giveUp = (): void => void holder.kill();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    const held = await firstLine(holder.stdout);
    if (signal?.aborted === true) throw new CancelledError(`Cancelled while waiting for the lock ${path}`);
    if (held === undefined) {
      throw new TimeoutError(`Waited ${timeoutMs / 1000} s for the lock ${path}`, {
        hint: `See who holds it with \`fuser ${path}\`.`,
      });
    }
    return await work();
  } finally {
    signal?.removeEventListener('abort', giveUp);
    holder.stdin.on('error', () => {}).end();
    await ended;
  }
}

async function firstLine(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) return line;
  return undefined;
}
