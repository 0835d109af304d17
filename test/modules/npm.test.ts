import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { fail } from '../../src/modules/fail.ts';
import { lockProblems } from '../../src/modules/npm/lock-problems.ts';
import { npm } from '../../src/modules/npm.ts';
import { runHere } from '../support/local-host.ts';
import { type NpmRegistry, npmRegistry } from '../support/npm-registry.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { shells } from '../support/shells.ts';
import { stateOf } from '../support/state-of.ts';
import { withoutTools } from '../support/without-tools.ts';

let registry: NpmRegistry;
beforeAll(async () => {
  registry = await npmRegistry([
    { name: 'drover-a', version: '1.0.0' },
    { name: 'drover-a', version: '1.2.0' },
    { name: 'drover-b', version: '1.0.0', dependencies: { 'drover-a': '1.0.0' } },
  ]);
});
afterAll(() => registry[Symbol.asyncDispose]());
afterEach(() => vi.unstubAllEnvs());

type Given = Parameters<typeof npm.spec.params.parse>[0];
type Options = Parameters<typeof runHere>[1];

function task(given: object, name = 'n') {
  // Parsed by the module itself.
  const all = { registry: registry.url, ...given } as Given;
  return npm(name, all as Parameters<typeof npm>[1]);
}

async function ran(given: object, options: Options = {}): Promise<string> {
  const { outcomes, result } = await runHere([task(given)], options);
  const outcome = result.hosts[0]?.tasks[0]?.outcome;
  return outcome?.is === 'changed'
    ? outcome.changes.map(({ summary }) => summary).join('; ')
    : (outcomes['n'] ?? '');
}

/** What a check says, the run does; what it does, and how the next run ends. */
async function twice(given: object, options: Options = {}): Promise<string> {
  const predicted = await ran(given, { ...options, check: true });
  const done = await ran(given, options);
  expect(predicted).toBe(done);
  return `${done}, then ${await ran(given, options)}`;
}

/** A project that asks for these, in a directory with an odd name. Nothing is kept outside of it. */
async function project(asked: object = {}): Promise<string> {
  const root = await scratchDirectory();
  vi.stubEnv('npm_config_cache', join(root, 'cache'));
  const path = join(root, "-it's ünï");
  await mkdir(path);
  await writeFile(join(path, 'package.json'), JSON.stringify({ name: 'p', version: '1.0.0', ...asked }));
  return path;
}

async function versionIn(path: string, name: string): Promise<string> {
  const text = await readFile(join(path, 'node_modules', name, 'package.json'), 'utf8').catch(() => '{}');
  return String((JSON.parse(text) as { readonly version?: string }).version);
}

describe.each(shells)('in %s', (shell) => {
  it('installs a version in a project, once', async () => {
    const path = await project();
    const given = { path, name: 'drover-a', version: '1.0.0' };
    expect(await twice(given, { shell })).toBe('drover-a 1.0.0, then ok');
    expect(await versionIn(path, 'drover-a')).toBe('1.0.0');
  });
});

it('goes to the newest version, and to none', async () => {
  const path = await project({ dependencies: { 'drover-a': '1.0.0' } });
  await ran({ path });
  expect(await ran({ path, name: 'drover-a' })).toBe('ok');
  expect(await twice({ path, name: 'drover-a', state: 'latest' })).toBe('drover-a 1.0.0 → 1.2.0, then ok');
  expect(await twice({ path, name: 'drover-a', state: 'absent' })).toBe('drover-a 1.2.0 removed, then ok');
  expect(await versionIn(path, 'drover-a')).toBe('undefined');
});

it('installs all that a project asks for, or only what it needs to run', async () => {
  const path = await project({
    dependencies: { 'drover-b': '^1.0.0' },
    devDependencies: { 'drover-a': '1.2.0' },
  });
  const needed = { path, production: true };
  expect(await twice(needed)).toMatch(
    /^npm install: missing: drover-b@\^1\.0\.0, required by p@1\.0\.0.*, then ok$/,
  );
  expect([await versionIn(path, 'drover-b'), await versionIn(path, 'drover-a')]).toEqual([
    '1.0.0',
    'undefined',
  ]);
  expect(await twice({ path })).toMatch(/^npm install: missing: drover-a@1\.2\.0.*, then ok$/);
  expect(await versionIn(path, 'drover-a')).toBe('1.2.0');
});

it('installs exactly what the lock file says, with ci', async () => {
  const path = await project({ dependencies: { 'drover-a': '^1.0.0' } });
  expect(await ran({ path, ci: true })).toBe('failed: There is no package-lock.json for npm ci');
  await ran({ path, name: 'drover-a', version: '1.0.0' });
  expect(await ran({ path, ci: true })).toBe('ok');
  await rm(join(path, 'node_modules', 'drover-a'), { recursive: true });
  await rm(join(path, 'node_modules', '.package-lock.json'));
  expect(await twice({ path, ci: true })).toBe('npm ci: missing: node_modules/drover-a, then ok');
  expect(await versionIn(path, 'drover-a')).toBe('1.0.0');
});

it('installs for all of the host, and tells later tasks', async () => {
  const prefix = await scratchDirectory();
  await project();
  vi.stubEnv('npm_config_prefix', prefix);
  const given = { global: true, name: 'drover-a', version: '1.0.0' };
  expect(await twice(given)).toBe('drover-a 1.0.0, then ok');
  expect((await stateOf(task(given))).installed).toEqual({ 'drover-a': '1.0.0' });
  const back = [
    task({ global: true, name: 'drover-a', state: 'latest' }),
    task({ global: true, name: 'drover-b' }, 'b'),
    fail('bad', { message: 'no' }),
  ];
  expect((await runHere([transaction('t', back)])).outcomes).toMatchObject({ n: 'changed', b: 'changed' });
  expect((await stateOf(task(given))).installed).toEqual({ 'drover-a': '1.0.0' });
  expect(await twice({ global: true, name: 'drover-a', state: 'absent' })).toBe(
    'drover-a 1.0.0 removed, then ok',
  );
});

it('is taken back within a transaction', async () => {
  const path = await project({ dependencies: { 'drover-a': '1.0.0' } });
  const before = await readFile(join(path, 'package.json'), 'utf8');
  const tasks = [task({ path }), task({ path, name: 'drover-b' }, 'b'), fail('bad', { message: 'no' })];
  expect((await runHere([transaction('t', tasks)])).outcomes).toMatchObject({ n: 'changed', b: 'changed' });
  expect(await readFile(join(path, 'package.json'), 'utf8')).toBe(before);
  expect(existsSync(join(path, 'node_modules'))).toBe(false);
  expect(existsSync(join(path, 'package-lock.json'))).toBe(false);
});

it('says what it cannot do', async () => {
  const path = await project();
  expect(await ran({ path: `${path}/no` })).toBe(`failed: The directory ${path}/no is not there`);
  await mkdir(join(path, 'empty'));
  expect(await ran({ path: `${path}/empty` })).toBe(`failed: There is no package.json in ${path}/empty`);
  expect(await ran({ path, name: 'drover-none', state: 'latest' })).toMatch(
    /^failed: The registry does not say what drover-none is at: .*E404/s,
  );
  expect(await ran({ path, name: 'drover-none' })).toMatch(/^failed: .*E?404/s);
  await withoutTools(join(path, 'empty'), ['npm']);
  expect(await ran({ path, name: 'drover-a' })).toBe(
    'failed: Packages of Node cannot be managed: npm is not installed',
  );
});

it('predicts in check mode what depends on a project that is not there yet', async () => {
  const path = join(await project(), 'later');
  const tasks = [command('made', { script: sh`mkdir ${path}`, touches: [`file:${path}`] }), task({ path })];
  expect((await runHere(tasks, { check: true })).outcomes).toEqual({ made: 'changed', n: 'changed' });
});

const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } });

it.each([
  ['the same', { 'node_modules/a': { version: '1' } }, { 'node_modules/a': { version: '1' } }, false, []],
  [
    'another version',
    { 'node_modules/a': { version: '1' } },
    { 'node_modules/a': { version: '2' } },
    false,
    ['invalid: node_modules/a'],
  ],
  ['too much', {}, { 'node_modules/a': {} }, false, ['extraneous: node_modules/a']],
  ['what this system cannot have', { 'node_modules/a': { optional: true } }, {}, false, []],
  ['what is for development', { 'node_modules/a': { dev: true } }, {}, true, []],
  [
    'what is for development and there',
    { 'node_modules/a': { dev: true } },
    { 'node_modules/a': { dev: true } },
    true,
    ['extraneous: node_modules/a'],
  ],
  ['nothing', { 'node_modules/a': {} }, {}, false, ['missing: node_modules/a']],
])('compares a lock file with %s', (_, wanted, has, production, problems) => {
  expect(lockProblems(lock(wanted), lock(has), production)).toEqual(problems);
});

it.each([
  [{ name: 'a' }, 'give either path or global'],
  [{ name: 'a', path: '/p', global: true }, 'give either path or global'],
  [{ global: true }, 'name: is needed with global'],
  [{ path: '/p', name: 'a@1' }, 'name: must be the name of a package'],
  [{ path: '/p', name: '-g' }, 'name: must be the name of a package'],
  [{ path: '/p', name: 'a', version: '^1' }, 'version: must be a whole version'],
  [{ path: '/p', version: '1.0.0' }, 'version: is of a named package'],
  [{ path: '/p', state: 'latest' as const }, 'name: is needed'],
  [{ path: '/p', name: 'a', ci: true }, 'ci: is of the whole project'],
  [{ path: '/p', registry: 'https://a:b@c/' }, 'registry: holds a name or password'],
])('refuses %j', (given, message) => {
  expect(() => npm('n', given)).toThrow(message);
});
