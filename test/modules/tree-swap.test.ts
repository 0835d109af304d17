import { execFileSync } from 'node:child_process';
import { existsSync, readlinkSync } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Shell, sh } from '../../src/core/sh.ts';
import { type TaskNode, transaction } from '../../src/core/task.ts';
import { file } from '../../src/modules/file.ts';
import { swapChanges } from '../../src/modules/tree-swap/swap-changes.ts';
import { treeSwap } from '../../src/modules/tree-swap.ts';
import { runHere } from '../support/local-host.ts';

const oldStamp = `0123456789ab${'0'.repeat(52)}`;
const newStamp = 'f'.repeat(64);

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-swap-'));
});
afterEach(async () => {
  sure(stop());
  await rm(root, { recursive: true, force: true });
});

const live = () => join(root, "it's live\nhere");
const from = () => join(root, 'staging/-x');
const backup = () => `${live()}.old.0123456789ab`;
const who = (path: string) => readFile(join(path, 'who'), 'utf8');
const beside = async () => (await readdir(root)).filter((name) => name !== 'staging').toSorted();

/** Starts what is at the live place, in a session of its own. */
const start = () => sh`cd -- ${live()} || exit
setsid ./serve </dev/null >/dev/null 2>&1 &
echo $! >pid`;
const stop = () => sh`pid=$(cat -- ${`${live()}/pid`} 2>/dev/null) || exit 0
kill "$pid" 2>/dev/null; n=0
while readlink "/proc/$pid/exe" >/dev/null; do n=$((n + 1)); [ $n -lt 300 ] || exit 1; sleep 0.02; done
rm -f -- ${`${live()}/pid`}`;

function sure(script: Shell): void {
  execFileSync('sh', ['-c', script.text]);
}

/** Who serves from the live place; nobody: empty. */
function serving(): string {
  try {
    const pid = execFileSync('cat', [join(live(), 'pid')], { stdio: ['ignore', 'pipe', 'ignore'] });
    return readlinkSync(`/proc/${pid.toString().trim()}/cwd`) === live() ? 'live' : 'another';
  } catch {
    return '';
  }
}

/** A tree with a small server; without a stamp it was not built by us. */
async function tree(path: string, name: string, stamp?: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'who'), name);
  await writeFile(join(path, 'serve'), '#!/bin/sh\nexec sleep 600\n');
  await chmod(join(path, 'serve'), 0o755);
  if (stamp !== undefined) await writeFile(join(path, '.drover-build'), `${stamp}\nbuilt\ncc\n`);
}

const swap = () => treeSwap('s', { from: from(), path: live(), stop: stop(), startOld: start() });
const failing = () => file('bad', { path: root, state: 'file' });
const backedOut = (...tasks: readonly TaskNode[]) => runHere([transaction('t', [...tasks, failing()])]);

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('stops the old server, keeps its tree, and puts the new one in place, once', async () => {
    await tree(live(), 'old', oldStamp);
    await tree(from(), 'new', newStamp);
    sure(start());
    expect((await runHere([swap()], { shell, check: true })).outcomes).toEqual({ s: 'changed' });
    expect(serving()).toBe('live');
    const task = swap();
    let seen: unknown;
    const look = file('after', (scope) => {
      seen = scope.state(task);
      return { path: root, state: 'directory' };
    });
    expect((await runHere([task, look], { shell })).outcomes['s']).toBe('changed');
    expect(seen).toMatchObject({ stamp: newStamp, backup: backup() });
    expect(serving()).toBe('');
    expect(await who(live())).toBe('new');
    expect(await who(backup())).toBe('old');
    expect(await who(from())).toBe('new');
    expect(await beside()).toEqual([basename(live()), basename(backup())].toSorted());
    expect((await runHere([swap()], { shell })).outcomes).toEqual({ s: 'ok' });
  });

  it('is taken back: the old tree is there and serves again', async () => {
    await tree(live(), 'old', oldStamp);
    await tree(from(), 'new', newStamp);
    await utimes(live(), 1_000_000_000, 1_000_000_000);
    const { ino } = await lstat(live());
    sure(start());
    const run = await runHere([transaction('t', [swap(), failing()])], { shell });
    expect(run.result.hosts[0]?.rolledBack).toHaveLength(1);
    expect(await who(live())).toBe('old');
    expect((await lstat(live())).ino).toBe(ino);
    expect(serving()).toBe('live');
    expect(await beside()).toEqual([basename(live())]);
  });
});

it('has the labels of its place where SELinux is on', async () => {
  await tree(from(), 'new', newStamp);
  await mkdir(join(root, 'bin'));
  await writeFile(join(root, 'bin/selinuxenabled'), '#!/bin/sh\n', { mode: 0o755 });
  const restorecon = `#!/bin/sh\n[ -e "$2/who" ] && printf %s "$*" >'${root}/labelled'\n`;
  await writeFile(join(root, 'bin/restorecon'), restorecon, { mode: 0o755 });
  const shell = `env PATH=${root}/bin:${process.env['PATH']} sh`;
  expect((await runHere([swap()], { shell })).outcomes).toEqual({ s: 'changed' });
  expect(await readFile(join(root, 'labelled'), 'utf8')).toBe(`-R ${live()}`);
});

it('ends what was started from the new tree before the old server starts again', async () => {
  await tree(live(), 'old', oldStamp);
  await tree(from(), 'new', newStamp);
  const marker = join(root, 'new-pid');
  const task = swap();
  const runs = file('link', (scope) => {
    scope.state(task);
    sure(start());
    sure(sh`cp -- ${`${live()}/pid`} ${marker}`);
    return { path: join(root, 'staging/link'), state: 'link', target: 'x' };
  });
  await backedOut(task, runs);
  const pid = (await readFile(marker, 'utf8')).trim();
  expect(() => readlinkSync(`/proc/${pid}/exe`)).toThrow();
  expect(await who(live())).toBe('old');
  expect(serving()).toBe('live');
});

it('never takes the name of a backup that is there', async () => {
  await tree(from(), 'new', newStamp);
  await tree(backup(), 'older', oldStamp);
  await symlink('nowhere', `${backup()}.2`);
  await tree(live(), 'old', oldStamp);
  await runHere([swap()]);
  expect(await who(backup())).toBe('older');
  expect(await who(`${backup()}.3`)).toBe('old');
});

it('names the backup of a tree that we did not build after its time', async () => {
  await tree(live(), 'vendor');
  await utimes(live(), 1_000_000_000, 1_000_000_000);
  await tree(from(), 'new', newStamp);
  await runHere([swap()]);
  expect(await who(`${live()}.old.20010909014640`)).toBe('vendor');
});

it('moves a link to the old tree, not what it leads to', async () => {
  const elsewhere = join(root, 'staging/elsewhere');
  await tree(elsewhere, 'old', oldStamp);
  await symlink(elsewhere, live());
  await tree(from(), 'new', newStamp);
  await runHere([swap()]);
  expect((await lstat(backup())).isSymbolicLink()).toBe(true);
  expect(await who(elsewhere)).toBe('old');
  expect((await lstat(live())).isDirectory()).toBe(true);
});

it('puts the first tree where there was none, and takes it away again', async () => {
  await tree(from(), 'new', newStamp);
  await backedOut(swap());
  expect(await beside()).toEqual([]);
  expect((await runHere([swap()])).outcomes).toEqual({ s: 'changed' });
  expect(await who(live())).toBe('new');
});

it('leaves the old server alone when it does not let itself be stopped', async () => {
  await tree(live(), 'old', oldStamp);
  await tree(from(), 'new', newStamp);
  sure(start());
  const stubborn = treeSwap('s', { from: from(), path: live(), stop: sh`exit 9`, startOld: sh`exit 9` });
  const run = await backedOut(stubborn);
  expect(run.outcomes['s']).toContain('exit code 9');
  expect(await who(live())).toBe('old');
  expect(serving()).toBe('live');
});

it('goes on after a swap that was broken off, and still knows the way back', async () => {
  await tree(live(), 'old', oldStamp);
  await tree(from(), 'new', newStamp);
  await rename(live(), backup());
  await writeFile(`${live()}.drover-swap`, backup());
  await backedOut(swap());
  expect(await who(live())).toBe('old');
  expect(serving()).toBe('live');
  sure(stop());
  await rename(live(), backup());
  await writeFile(`${live()}.drover-swap`, backup());
  expect((await runHere([swap()])).outcomes).toEqual({ s: 'changed' });
  expect(await who(live())).toBe('new');
  expect(await who(backup())).toBe('old');
  expect(existsSync(`${live()}.drover-swap`)).toBe(false);
});

describe('each way back', () => {
  it('does nothing where nothing was done', async () => {
    await tree(live(), 'old', oldStamp);
    await tree(from(), 'new', newStamp);
    const { spec } = treeSwap;
    const desired = spec.params.parse({ from: from(), path: live(), stop: sh`exit 9` });
    const changes = swapChanges(liveTree(), { is: 'built', stamp: newStamp }, desired);
    expect(changes.map((change) => change.is)).toEqual(['copy', 'stop', 'keep', 'place']);
    for (const change of changes.toReversed()) {
      const step = spec.undo?.(change, desired, current());
      if (step?.is === 'command') sure(step.script);
    }
    expect(await who(live())).toBe('old');
    expect(await beside()).toEqual([basename(live())]);
  });

  it('does not overwrite what has come to the live place since', async () => {
    await tree(live(), 'somebody else');
    await tree(backup(), 'old', oldStamp);
    const { spec } = treeSwap;
    const desired = spec.params.parse({ from: from(), path: live() });
    const step = spec.undo?.({ is: 'keep', backup: backup() }, desired, current());
    expect(() => step?.is === 'command' && sure(step.script)).toThrow('is in the way');
    expect(await who(live())).toBe('somebody else');
    expect(await who(backup())).toBe('old');
  });
});

function liveTree() {
  const free = backup();
  return {
    is: 'tree',
    stamp: oldStamp,
    backup: undefined,
    free,
    movable: true,
    interrupted: undefined,
  } as const;
}

function current() {
  const staged = { is: 'built', stamp: newStamp } as const;
  return { live: liveTree(), staged, stamp: oldStamp, backup: undefined };
}
