import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { CancelledError, DefinitionError } from '../core/errors.ts';

export interface Execution {
  readonly path: string;
  readonly words: readonly string[];
  /** How errors call it. */
  readonly name: string;
  /** Default: 30 seconds. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a program prints. Rejects with a DefinitionError that shows the end of its standard error when it fails or takes
 * too long, with a CancelledError when it was ended, in both cases with all that it had started.
 */
export async function runExecutable(execution: Execution): Promise<string> {
  const { path, words, name, timeoutMs = 30_000, signal } = execution;
  const command = [name, ...words].join(' ');
  if (signal?.aborted) throw new CancelledError(`"${command}" was cancelled`);
  // A group of its own, so that what it started ends with it.
  const child = spawn(path, words, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let ended: DefinitionError | CancelledError | undefined;
  const end = (reason: DefinitionError | CancelledError) => {
    ended ??= reason;
    endGroup(child.pid);
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const seconds = timeoutMs / 1000;
  const timer = setTimeout(() => {
    const hint = 'Run it by hand and see what it waits for; it may keep its last answer in a file.';
    end(new DefinitionError(`"${command}" did not end within ${seconds} s`, { hint }));
  }, timeoutMs);
  const cancel = () => end(new CancelledError(`"${command}" was cancelled`));
  signal?.addEventListener('abort', cancel);
  try {
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    output.catch(() => undefined);
    const [code, killed] = await once(child, 'close');
    if (ended !== undefined) throw ended;
    const [stdout, stderr] = await output;
    if (code === 0) return stdout;
    throw failed(
      command,
      typeof code === 'number' ? `exit code ${code}` : `signal ${String(killed)}`,
      stderr,
    );
  } catch (cause) {
    if (ended !== undefined) throw ended;
    if (cause instanceof DefinitionError) throw cause;
    throw new DefinitionError(`"${command}" cannot be run: ${reasonOf(cause)}`, {
      cause,
      hint: 'Its first line must name a program of this machine, such as #!/usr/bin/env python3.',
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function failed(command: string, how: string, stderr: string): DefinitionError {
  const last = stderr.trimEnd().split('\n').slice(-10).join('\n');
  return new DefinitionError(`"${command}" failed with ${how}${last === '' ? '' : `:\n${last}`}`, {
    hint: 'Run it by hand and mend what it complains of.',
  });
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return 'it, or the program in its first line, does not exist';
  return cause instanceof Error ? cause.message : String(cause);
}
