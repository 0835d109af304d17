import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { buildProgress } from '../../src/modules/compile/build-progress.ts';
import { compile } from '../../src/modules/compile.ts';
import { file } from '../../src/modules/file.ts';
import { unarchive } from '../../src/modules/unarchive.ts';
import { type LocalRun, runHere } from '../support/local-host.ts';
import { cmakeArchive, makefileArchive, sourceArchive } from '../support/source-tree.ts';

type Given = Partial<z.input<typeof compile.spec.params>>;

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-compile-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function tasks(given: Given = {}) {
  const source = join(root, "it's src");
  return [
    unarchive('u', { src: join(root, 'hello.tar.gz'), path: source, strip: 1 }),
    compile('c', { source, prefix: '/opt/hello', staging: join(root, 'staging'), ...given }),
  ];
}

const tree = () => join(root, 'staging/opt/hello');
const wordsIn = (path: string) => readFile(join(path, 'words'), 'utf8');
const changesOf = ({ result }: LocalRun, name: string) =>
  result.hosts
    .flatMap((host) => host.tasks)
    .flatMap((task) => (task.name === name && task.outcome.is === 'changed' ? task.outcome.changes : []))
    .map((change) => change.summary);

describe.each([
  ['a plain Makefile', 'make', makefileArchive],
  ['CMake', 'cmake', cmakeArchive],
] as const)('sources with %s', (_, buildSystem, archive) => {
  const built = () => spawnSync(join(tree(), 'bin/hello'), { encoding: 'utf8' }).stdout;

  it('are built into staging once, and again with other settings', async () => {
    archive(root);
    const run = await runHere(tasks({ buildSystem }));
    expect(run.outcomes).toEqual({ u: 'changed', c: 'changed' });
    expect(built()).toBe('hello');
    expect(
      run.events.some((event) => event.is === 'task-progress' && event.progress.text === 'compiling main.c'),
    ).toBe(true);
    expect((await runHere(tasks({ buildSystem }))).outcomes).toEqual({ u: 'ok', c: 'ok' });
    const configure = buildSystem === 'make' ? ['WORD=servus'] : ['-DWORD=servus'];
    expect((await runHere(tasks({ buildSystem, configure }))).outcomes['c']).toBe('changed');
    expect(built()).toBe('servus');
  });

  it('are installed where they run without staging', async () => {
    archive(root);
    const prefix = join(root, 'opt');
    const source = join(root, "it's src");
    const [unpacked] = tasks();
    const run = await runHere([
      ...(unpacked ? [unpacked] : []),
      compile('c', { source, prefix, buildSystem }),
    ]);
    expect(run.outcomes).toEqual({ u: 'changed', c: 'changed' });
    expect(existsSync(join(prefix, 'bin/hello'))).toBe(true);
  });
});

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('builds once, into staging, and leaves the sources as they were', async () => {
    sourceArchive(root);
    const given = {
      configure: ['--with-x=two words', '-n'],
      environment: { WHO: 'me & you' },
      prepare: sh`echo prepared >extra`,
    };
    expect((await runHere(tasks(given), { shell, check: true })).outcomes).toEqual({
      u: 'changed',
      c: 'changed',
    });
    expect(existsSync(join(root, 'staging'))).toBe(false);
    const run = await runHere(tasks(given), { shell });
    expect(run.outcomes).toEqual({ u: 'changed', c: 'changed' });
    expect(spawnSync(join(tree(), 'bin/hello')).status).toBe(7);
    expect(await wordsIn(tree())).toBe('--prefix=/opt/hello --with-x=two words -n\nme & you\nprepared\n');
    expect((await readdir(join(root, "it's src"))).toSorted()).toEqual(
      ['.drover-unarchived', 'Makefile', 'configure', 'main.c', 'part.c'].toSorted(),
    );
    expect((await readdir(root)).filter((name) => name.includes('drover'))).toEqual([]);
    const shown = run.events.flatMap((event) => (event.is === 'task-progress' ? [event.progress.text] : []));
    expect(shown).toEqual(
      expect.arrayContaining(['configure: gcc', 'compiling main.c', 'compiling part.c', 'make install']),
    );
    expect((await runHere(tasks(given), { shell })).outcomes).toEqual({ u: 'ok', c: 'ok' });
  });

  it('takes from the cache what was built before, and builds when it is of no use', async () => {
    sourceArchive(root);
    const cache = join(root, 'cache');
    expect(changesOf(await runHere(tasks({ cache }), { shell }), 'c')).toEqual([
      `${tree()} built from ${root}/it's src`,
    ]);
    await rm(join(root, 'staging'), { recursive: true });
    await rm(join(root, "it's src.log"));
    expect(changesOf(await runHere(tasks({ cache }), { shell }), 'c')).toEqual([
      `${tree()} taken from the cache`,
    ]);
    expect(spawnSync(join(tree(), 'bin/hello')).status).toBe(7);
    expect(existsSync(join(root, "it's src.log"))).toBe(false);
    expect((await runHere(tasks({ cache }), { shell })).outcomes['c']).toBe('ok');
    const [kept = ''] = await readdir(cache);
    await writeFile(join(cache, kept), 'broken');
    await rm(join(root, 'staging'), { recursive: true });
    expect((await runHere(tasks({ cache }), { shell })).outcomes['c']).toBe('changed');
    expect(existsSync(join(root, "it's src.log"))).toBe(true);
    expect(await readdir(cache)).toEqual([kept]);
  });

  it('shows the end of the log and says where all of it is', async () => {
    sourceArchive(root, { part: 'int part(void) { return nothing; }' });
    const run = await runHere(tasks(), { shell });
    expect(run.outcomes['c']).toContain("'nothing' undeclared");
    expect(run.outcomes['c']).toContain(`the whole log is in ${root}/it's src.log`);
    expect(existsSync(join(root, 'staging'))).toBe(false);
    expect((await readdir(root)).filter((name) => name.includes('drover'))).toEqual([]);
  });
});

it.each([
  ['the archive', {}, 'int part(void) { return 8; }'],
  ['a flag', { configure: ['--with-y'] }, undefined],
  ['what is prepared', { prepare: sh`:` }, undefined],
  ['the environment', { environment: { WHO: 'you' } }, undefined],
  ['an input', { inputs: ['openssl 3'] }, undefined],
])('is built again when %s has changed', async (_what, given: Given, part) => {
  sourceArchive(root);
  await runHere(tasks());
  if (part !== undefined) sourceArchive(root, { part });
  expect((await runHere(tasks(given))).outcomes['c']).toBe('changed');
  expect((await runHere(tasks(given))).outcomes['c']).toBe('ok');
});

it('is not built again for another log or more jobs', async () => {
  sourceArchive(root);
  await runHere(tasks());
  expect((await runHere(tasks({ log: join(root, 'x.log'), jobs: 1 }))).outcomes['c']).toBe('ok');
});

it('depends on the archives and the files that are named as inputs', async () => {
  sourceArchive(root);
  const patch = join(root, 'patch');
  await writeFile(patch, 'one');
  await runHere(tasks({ inputs: [patch] }));
  await writeFile(patch, 'two');
  expect((await runHere(tasks({ inputs: [patch] }))).outcomes['c']).toBe('changed');
});

it('ends at the first line of the preparation that fails', async () => {
  sourceArchive(root);
  const run = await runHere(
    tasks({
      prepare: sh`echo here it fails; false
echo not reached`,
    }),
  );
  expect(run.outcomes['c']).toContain('here it fails');
  expect(run.outcomes['c']).not.toContain('not reached');
});

it('begins again after a build that was broken off', async () => {
  sourceArchive(root);
  const marker = join(root, 'started');
  const stop = new AbortController();
  const prepare = sh`if [ ! -e ${marker} ]; then : >${marker}; echo half >part.o; echo 'drover: make'; exec sleep 60; fi`;
  const broken = runHere(tasks({ prepare }), { signal: stop.signal });
  await expect.poll(() => existsSync(marker), { timeout: 25_000 }).toBe(true);
  stop.abort(new Error('enough'));
  await broken;
  expect(existsSync(join(root, 'staging'))).toBe(false);
  expect((await runHere(tasks({ prepare }))).outcomes['c']).toBe('changed');
  expect(spawnSync(join(tree(), 'bin/hello')).status).toBe(7);
});

it('installs in place without staging, and removes that on the way back', async () => {
  sourceArchive(root);
  const prefix = join(root, 'opt');
  const [first, last] = [unarchive('u', unarchiveParams()), compile('c', inPlace(prefix))];
  await runHere([first, transaction('t', [last, file('bad', { path: root, state: 'file' })])]);
  expect(existsSync(prefix)).toBe(false);
  expect((await runHere([first, last])).outcomes['c']).toBe('changed');
  expect(spawnSync(join(prefix, 'bin/hello')).status).toBe(7);
  expect((await runHere([first, last])).outcomes['c']).toBe('ok');
});

it('puts the tree back that was staged before', async () => {
  sourceArchive(root);
  await runHere(tasks({ environment: { WHO: 'first' } }));
  const [u, c] = tasks({ environment: { WHO: 'second' } });
  if (u === undefined || c === undefined) throw new Error('two tasks');
  await runHere([u, transaction('t', [c, file('bad', { path: root, state: 'file' })])]);
  expect(await wordsIn(tree())).toContain('first');
});

describe('refusals', () => {
  it('leave a directory alone that is used for something else', async () => {
    sourceArchive(root);
    await mkdir(join(root, 'staging'));
    await writeFile(join(root, 'staging', 'letter'), '');
    expect((await runHere(tasks())).outcomes['c']).toContain('is not a tree that was built for /opt/hello');
  });

  it('name the sources that are missing or say nothing about themselves', async () => {
    const given = { source: root, prefix: '/opt', staging: join(root, 's') };
    expect((await runHere([compile('c', given)])).outcomes['c']).toBe(
      `failed: ${root} does not say what it is`,
    );
    const missing = compile('c', { ...given, source: join(root, 'no') });
    expect((await runHere([missing])).outcomes['c']).toBe(`failed: There is no ${root}/no to build from`);
  });

  it('come before anything starts when a program is missing, with the command that installs it', async () => {
    sourceArchive(root);
    const run = await runHere(tasks({ tools: ['cc', 'no-such-tool', 'make'] }));
    expect(run.outcomes['c']).toContain('cannot be compiled: no-such-tool is not installed');
    const failed = run.result.hosts[0]?.error;
    expect(failed?.hint).toBe('Install on the host what brings no-such-tool.');
  });
});

it('measures progress by checks and by files', () => {
  const read = buildProgress();
  expect(read('drover: configure 4')).toEqual({ text: 'configure', fraction: 0 });
  expect(read('checking whether the C compiler works... yes')?.text).toBe('configure: the C compiler works');
  expect(read('gcc -c early.c')).toBeUndefined();
  expect(read('drover: make')?.fraction).toBe(0.25);
  expect(read('gcc -g -c -o a.o srclib/a.c && touch a.lo')).toEqual({
    text: 'compiling a.c',
    fraction: 0.25 + 0.65 / 4,
  });
  expect(read('gcc -g -c srclib/a.c -o a.o')?.fraction).toBe(0.25 + 0.65 / 4);
  expect(read('ar cr lib.a a.o')).toBeUndefined();
  expect(read('drover: install')).toEqual({ text: 'make install', fraction: 0.9 });
});

function unarchiveParams() {
  return { src: join(root, 'hello.tar.gz'), path: join(root, 'src'), strip: 1 };
}

function inPlace(prefix: string) {
  return { source: join(root, 'src'), prefix };
}
