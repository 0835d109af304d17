import { type ChildProcessByStdio, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import type { TaskNode } from '../../src/core/task.ts';
import { type LocalRun, runHere } from './local-host.ts';
import { signalProcesses } from './signal-processes.ts';

/** This machine once more: what is changed in it, in any place, is gone with it and was never here. */
export interface MachineCopy extends AsyncDisposable {
  /** A shell in it, for `runHere`. */
  readonly shell: string;
  readonly runThere: (
    tasks: readonly TaskNode[],
    options?: { readonly check?: boolean; readonly directory?: string },
  ) => Promise<LocalRun>;
  /** What a script prints there; `words` are its `$1` and so on. Rejects when it fails. */
  readonly on: (script: string, ...words: readonly string[]) => Promise<string>;
}

/**
 * Why there can be none here, or not with these programs in it; undefined when there can. In CI there is no excuse: the
 * test then fails and says why.
 */
export function noMachineCopy(programs: readonly string[]): string | undefined {
  if (process.env['CI'] === 'true') return undefined;
  if (process.getuid?.() !== 0) return 'a copy of this machine needs root';
  const lacking = ['unshare', 'nsenter', 'chroot', ...programs].filter((program) => {
    try {
      execFileSync('sh', ['-c', 'PATH=$PATH:/usr/sbin:/sbin; command -v "$1"', 'sh', program]);
      return false;
    } catch {
      return true;
    }
  });
  return lacking.length === 0 ? undefined : `it needs ${lacking.join(', ')}`;
}

const beginning = `set -e
mount -t tmpfs none "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
cd "$1/root"
mount --rbind /proc proc
mount --rbind /sys sys
mount --rbind /dev dev
: >.drover-copy
exec chroot . sh -c 'echo ready; exec cat'`;

/** Makes a copy: an overlay over all of this machine, in a mount namespace of its own. */
export async function machineCopy(): Promise<MachineCopy> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-copy-'));
  const place = join(directory, 'place');
  execFileSync('mkdir', [place]);
  // It ends when nobody holds its input any more, so also with a test that is ended.
  const holder = spawn('unshare', ['-m', 'sh', '-c', beginning, 'sh', place], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await isReady(holder).catch(async (error: unknown) => {
    await rm(directory, { recursive: true, force: true });
    throw error;
  });
  const entering = ['-t', String(holder.pid), '-m', '-r'];
  // Whoever came too early would change this machine itself.
  execFileSync('nsenter', [...entering, 'test', '-e', '/.drover-copy']);
  const shell = join(directory, 'shell');
  await writeFile(shell, `#!/bin/sh\nexec nsenter ${entering.join(' ')} sh "$@"\n`, { mode: 0o755 });
  return {
    shell,
    runThere: (tasks, options) => runHere(tasks, { shell, ...options }),
    on: async (script, ...words) => {
      const args = [...entering, 'sh', '-c', `cd /; ${script}`, 'sh', ...words];
      return (await promisify(execFile)('nsenter', args)).stdout;
    },
    [Symbol.asyncDispose]: async () => {
      signalProcesses(livingIn(holder.pid), 'SIGKILL');
      holder.stdin.end();
      await once(holder, 'close');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function isReady(holder: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
  const ended = once(holder, 'exit').then(() => {
    throw new Error('No copy of this machine could be made: it needs root and overlayfs');
  });
  await Promise.race([once(holder.stdout, 'data'), ended]);
  ended.catch(() => undefined);
}

/** What was started in the copy and lives on. */
function livingIn(holder: number | undefined): readonly number[] {
  const placeOf = (pid: string) => {
    try {
      return readlinkSync(`/proc/${pid}/ns/mnt`);
    } catch {
      return undefined;
    }
  };
  const own = placeOf(String(holder));
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== holder);
  return own === undefined ? [] : pids.filter((pid) => placeOf(pid) === own).map(Number);
}
