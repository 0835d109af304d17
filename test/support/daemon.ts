import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { descendantsOf } from './descendants-of.ts';
import { signalProcesses } from './signal-processes.ts';

export interface DaemonOptions {
  readonly uid?: number;
  readonly gid?: number;
  readonly isReady: (log: string) => boolean;
}

/** A server in the foreground that logs to its standard error. */
export interface Daemon {
  readonly pid: number;
  readonly log: () => string;
  /** Ends it and all that it started at once, as a crash would. */
  readonly kill: () => Promise<void>;
}

/** Starts a server, and waits until its log says that it is ready. Rejects with the log when it ends before. */
export async function startDaemon(
  program: string,
  args: readonly string[],
  { isReady, ...ids }: DaemonOptions,
): Promise<Daemon> {
  const child = spawn(program, args, { ...ids, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  child.on('error', reject);
  child.on('exit', () => reject(new Error(`${program} ended:\n${log}`)));
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
    if (isReady(log)) resolve();
  });
  await ready;
  const pid = child.pid ?? 0;
  return {
    pid,
    log: () => log,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      signalProcesses([pid, ...(await descendantsOf(pid))], 'SIGKILL');
      await exited;
    },
  };
}
