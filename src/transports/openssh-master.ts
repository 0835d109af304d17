import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { limited } from './limited.ts';

/** A running `ssh` that holds one connection, and ends when we do, however that comes about. */
export interface OpensshMaster {
  /** Settles once `ssh` has logged in, with its control socket there. Rejects with what `ended` says when it ends. */
  readonly ready: Promise<void>;
  /** Settles when it has ended, with what it printed. Never rejects. */
  readonly ended: Promise<string>;
  /** Ends it, and settles when it is gone. */
  readonly end: () => Promise<void>;
}

export interface OpensshMasterOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** What it prints when it has logged in. */
  readonly readyLine: string;
  /** Removed when it ends. */
  readonly directory: string;
}

/**
 * Waits beside `ssh` for the end of our input, which comes when we close it or die, and then ends `ssh`. When that
 * has ended, for whatever reason, its directory is removed.
 */
const keeper = [
  'exec 3<&0; d=$1; shift; "$@" 3<&- </dev/null & p=$!',
  '{ read -r _; kill "$p"; sleep 5; kill -s KILL "$p"; } <&3 >/dev/null 2>&1 & w=$!',
  'wait "$p"; c=$?; kill "$w"; rm -rf -- "$d"; exit "$c"',
].join('\n');

/** How long `ssh` may take to end. */
const farewellMs = 2_000;
const lastWordsMs = 500;
const keptOutput = 16_384;

/** Starts `ssh` in a session of its own: it gets no signals from our terminal, and can ask nothing there. */
export function startOpensshMaster(options: OpensshMasterOptions): OpensshMaster {
  const { program, args, readyLine, directory } = options;
  const child = spawn('/bin/sh', ['-c', keeper, 'drover-ssh', directory, program, ...args], {
    detached: true,
    stdio: 'pipe',
  });
  child.stdin.on('error', () => {});
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  let printed = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-keptOutput);
    if (said.includes(readyLine)) resolve();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-keptOutput);
  });
  const ended = endOf(child).then(async (problem) => {
    // The keeper may have been killed before it came to that.
    await rm(directory, { recursive: true, force: true });
    return printed + problem;
  });
  return { ready, ended, end: () => endNow(child, ended) };
}

/** Settles with why it could not be started, if it could not. */
async function endOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  const exited = Promise.withResolvers<string>();
  const closed = once(child, 'close');
  child.once('error', (error) => exited.resolve(error.message));
  child.once('exit', () => exited.resolve(''));
  const problem = await exited.promise;
  // Its last words may still be on the way; something that it started may hold its outputs for longer.
  await limited(closed, { timeoutMs: lastWordsMs, tooLong: () => new Error('still open') }).catch(() => {});
  child.stdin.destroy();
  return problem;
}

async function endNow(child: ChildProcessWithoutNullStreams, ended: Promise<string>): Promise<void> {
  child.stdin.destroy();
  const tooLong = () => new Error('ssh did not end');
  await limited(ended, { timeoutMs: farewellMs, tooLong }).catch(async () => {
    if (child.pid !== undefined) killGroup(child.pid);
    await ended;
  });
}

/** The keeper, ssh and what that has started, such as the way over a bastion. */
function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
