import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { fail } from '../../src/modules/fail.ts';
import { pip } from '../../src/modules/pip.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { shells } from '../support/shells.ts';
import { stateOf } from '../support/state-of.ts';
import { wheel } from '../support/wheel.ts';
import { withoutTools } from '../support/without-tools.ts';

/** That of Debian, whatever else is on the search path. */
const executable = '/usr/bin/python3';

let findLinks = '';
let ready = '';
beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), 'drover-pip-'));
  findLinks = join(root, "whe'els");
  ready = join(root, 'ready');
  await mkdir(findLinks);
  for (const version of ['1.0', '1.5', '2.0']) await wheel(findLinks, { name: 'drover_a', version });
  await wheel(findLinks, { name: 'drover_b', version: '1.0', requires: 'drover_a<2' });
  execFileSync(executable, ['-m', 'venv', ready]);
}, 120_000);
afterAll(() => rm(join(ready, '..'), { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

type Given = Parameters<typeof pip.spec.params.parse>[0];
type Options = Parameters<typeof runHere>[1];

const offline = ['--no-index'];

function task(given: object) {
  // Parsed by the module itself.
  const all: Given = { executable, findLinks, extraArgs: offline, ...given };
  return pip('p', all as Parameters<typeof pip>[1]);
}

/** What was changed, or how it ended. */
async function ran(given: object, options: Options = {}): Promise<string> {
  const { outcomes, result } = await runHere([task(given)], options);
  const outcome = result.hosts[0]?.tasks[0]?.outcome;
  return outcome?.is === 'changed'
    ? outcome.changes.map(({ summary }) => summary).join('; ')
    : (outcomes['p'] ?? '');
}

/** A copy of an environment without packages: to make one takes seconds. */
async function environment(): Promise<string> {
  const virtualenv = join(await scratchDirectory(), "-it's ünï", 'venv');
  await mkdir(join(virtualenv, '..'));
  execFileSync('cp', ['-a', ready, virtualenv]);
  return virtualenv;
}

function versions(virtualenv: string): string {
  const said = execFileSync(join(virtualenv, 'bin', 'python'), ['-m', 'pip', 'freeze'], { encoding: 'utf8' });
  return said.trim().replaceAll('_', '-').split('\n').toSorted().join(' ');
}

it('makes a virtual environment, with its packages, and predicts that', async () => {
  const virtualenv = join(await scratchDirectory(), "it's new", 'venv');
  const given = { names: ['drover-a>=1,<2'], virtualenv };
  const words = `virtual environment ${virtualenv} made; install drover-a>=1,<2`;
  expect(await ran(given, { check: true })).toBe(words);
  expect(existsSync(virtualenv)).toBe(false);
  expect([await ran(given), await ran(given)]).toEqual([words, 'ok']);
  expect(versions(virtualenv)).toBe('drover-a==1.5');
  await rm(join(virtualenv, 'lib'), { recursive: true });
  expect([await ran(given), await ran(given)]).toEqual([words, 'ok']);
}, 120_000);

/** What a check says, the run does; what it does, and how the next run ends. */
async function twice(given: object, options: Options = {}): Promise<string> {
  const predicted = await ran(given, { ...options, check: true });
  const done = await ran(given, options);
  expect(predicted).toBe(done);
  return `${done}, then ${await ran(given, options)}`;
}

describe.each(shells)('in %s', (shell) => {
  it('installs a version, once', async () => {
    const given = { virtualenv: await environment(), names: ['drover_a==1.0'] };
    expect(await twice(given, { shell })).toBe('install drover_a==1.0, then ok');
    expect(versions(given.virtualenv)).toBe('drover-a==1.0');
  }, 120_000);
});

it('goes to another version, to the newest, and to none', async () => {
  const virtualenv = await environment();
  await ran({ virtualenv, names: ['drover_a==1.0'] });
  expect(await ran({ virtualenv, names: ['Drover.A'] })).toBe('ok');
  const other = { virtualenv, names: ['drover_a!=1.0,~=1.0'] };
  expect(await twice(other)).toBe('install drover_a!=1.0,~=1.0, then ok');
  expect(await twice({ virtualenv, names: ['drover_a'], state: 'latest' })).toBe(
    'install drover-a==2.0, then ok',
  );
  const gone = { virtualenv, names: ['drover_a', 'other'], state: 'absent' };
  expect(await twice(gone)).toBe('remove drover-a, then ok');
  expect(versions(virtualenv)).toBe('');
}, 120_000);

it('reads requirements from files, with what these include', async () => {
  const virtualenv = await environment();
  const requirements = join(virtualenv, '..', "re'q.txt");
  await writeFile(requirements, '# ours\n--no-index\ndrover_b \\\n >=1 # all\n-r more.txt\n');
  await writeFile(
    join(virtualenv, '..', 'more.txt'),
    'drover_a<2; python_version > "3"\nnone; python_version < "3"\n',
  );
  const given = { requirements, virtualenv };
  expect([await ran(given), await ran(given)]).toEqual([
    expect.stringMatching(/^install drover_b +>=1, drover_a<2; python_version > "3"$/),
    'ok',
  ]);
  expect(versions(virtualenv)).toBe('drover-a==1.5 drover-b==1.0');
  expect(await ran({ ...given, state: 'latest' })).toBe('ok');
  expect(await ran({ ...given, state: 'absent' })).toBe('remove drover-b, drover-a');
  await writeFile(requirements, './a/path\n');
  expect(await ran(given)).toMatch(/^failed: The requirements cannot be read: /);
  expect(await ran({ ...given, requirements: `${requirements}.no` })).toMatch(/No such file/);
}, 120_000);

it('tells later tasks what is installed', async () => {
  const { installed, python } = await stateOf(task({ names: ['pip'], virtualenv: await environment() }));
  expect([installed['pip'], python]).toEqual([expect.stringMatching(/^\d/), expect.stringMatching(/^3\./)]);
});

it('is taken back within a transaction, with what came along', async () => {
  const virtualenv = await environment();
  await ran({ names: ['drover_a==2.0'], virtualenv });
  const fresh = join(virtualenv, '..', 'fresh');
  const tasks = [
    task({ names: ['drover_b'], virtualenv }),
    pip('new', { executable, findLinks, extraArgs: offline, names: ['drover_a'], virtualenv: fresh }),
    fail('bad', { message: 'no' }),
  ];
  expect((await runHere([transaction('t', tasks)])).outcomes).toMatchObject({ p: 'changed', new: 'changed' });
  expect(versions(virtualenv)).toBe('drover-a==2.0');
  expect(existsSync(fresh)).toBe(false);
}, 120_000);

it('leaves the packages of the distribution alone unless it may break them', async () => {
  vi.stubEnv('PYTHONUSERBASE', await scratchDirectory());
  const given = { names: ['drover_a==1.0'], extraArgs: ['--no-index', '--user'] };
  expect(await ran(given)).toBe(
    'failed: The packages of /usr/bin/python3 belong to the distribution (EXTERNALLY-MANAGED)',
  );
  const may = { ...given, breakSystemPackages: true };
  expect([await ran(may, { check: true }), await ran(may), await ran(may)]).toEqual([
    'install drover_a==1.0',
    'install drover_a==1.0',
    'ok',
  ]);
  expect(await ran(given)).toBe('ok');
  const undone = transaction('t', [
    task({ ...may, names: ['drover_a==2.0'] }),
    fail('bad', { message: 'no' }),
  ]);
  await runHere([undone]);
  expect(await ran(given)).toBe('ok');
  expect(await ran({ ...may, names: ['drover_a'], state: 'absent' })).toBe('remove drover-a');
}, 120_000);

it('says what it lacks', async () => {
  const directory = await scratchDirectory();
  await withoutTools(directory, ['python3']);
  const none = await runHere([task({ names: ['a'], executable: 'python3' })]);
  expect(none.result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
    error: {
      message: 'Packages of Python cannot be managed: python3 is not installed',
      hint: expect.stringContaining('python3'),
    },
  });
  const fresh = { names: ['a'], executable: 'python3', virtualenv: join(directory, 'v') };
  expect(await ran(fresh)).toBe('failed: Packages of Python cannot be managed: python3 is not installed');
  expect(await ran({ ...fresh, state: 'absent' })).toBe('ok');
});

it('says what the index does not have', async () => {
  const virtualenv = await environment();
  expect(await ran({ names: ['drover_c'], virtualenv })).toMatch(
    /No matching distribution found for drover_c/,
  );
  expect(await ran({ names: ['drover_c'], virtualenv, state: 'latest' })).toMatch(
    /^failed: pip .* cannot tell what is newest: .*No matching distribution/s,
  );
});

it('predicts in check mode what a task before makes possible', async () => {
  const virtualenv = await environment();
  const requirements = join(virtualenv, '..', 'later.txt');
  const tasks = [command('c', { script: sh`touch ${requirements}` }), task({ requirements, virtualenv })];
  expect((await runHere(tasks, { check: true })).outcomes).toEqual({ c: 'changed', p: 'changed' });
});

it.each([
  [{}, 'give names or requirements'],
  [{ names: ['--index-url=x'] }, 'names.0: must be a package'],
  [{ names: ['a b'] }, 'names.0: must be a package'],
  [{ names: ['a==1'], state: 'absent' as const }, 'names: have no version'],
  [{ names: ['a'], indexUrl: 'https://a:b@c/' }, 'indexUrl: holds a name or password'],
  [{ names: ['a'], executable: '-x' }, 'executable: must be the name or path'],
])('refuses %j', (given, message) => {
  expect(() => pip('p', given)).toThrow(message);
});
