import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { CancelledError, CommandError } from '../../core/errors.ts';
import { systemPath } from './system-path.ts';

export interface ProgramOptions {
  readonly signal?: AbortSignal | undefined;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program of this machine and answers what it printed. Rejects with a CommandError when it fails; an abort ends
 * the program with all that it started.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { signal, input = '', env = {} }: ProgramOptions = {},
): Promise<string> {
  const isAborted = (): boolean => signal?.aborted === true;
  if (isAborted()) throw cancelled(program);
  const child = spawn(program, args, {
    detached: true,
    env: { ...process.env, PATH: systemPath(), LC_ALL: 'C', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const abort = (): void => endGroup(child);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const ended = exitOf(child);
    // A program that does not read its input closes it; its exit code tells whether that was a fault.
    child.stdin.on('error', () => {}).end(input);
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    if (isAborted()) throw cancelled(program);
    if (code === 0) return stdout;
    const last = (stderr.trim() || stdout.trim()).split('\n').slice(-5).join('\n');
    throw new CommandError(`\`${[program, ...args].join(' ').slice(0, 200)}\` ended with ${code}: ${last}`);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function exitOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'an unknown signal'));
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // The group ended in the same moment.
  }
}

function cancelled(program: string): CancelledError {
  return new CancelledError(`Cancelled while \`${program}\` ran`);
}
