import { execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { hasEntry } from '../../src/modules/acl/has-entry.ts';
import { acl } from '../../src/modules/acl.ts';
import { file } from '../../src/modules/file.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

function listOf(path: string): string {
  return execFileSync('getfacl', ['-p', '-E', '--omit-header', path], { encoding: 'utf8' });
}

type Given = Parameters<typeof acl.spec.params.parse>[0];

async function ran(given: Given, options: Parameters<typeof runHere>[1] = {}): Promise<string> {
  // Parsed by the module itself.
  const { outcomes, result } = await runHere([acl('a', given as Parameters<typeof acl>[1])], options);
  const outcome = result.hosts[0]?.tasks[0]?.outcome;
  return outcome?.is === 'changed'
    ? outcome.changes.map(({ summary }) => summary).join()
    : (outcomes['a'] ?? '');
}

async function scratchFile(): Promise<string> {
  const path = join(await scratchDirectory(), "-it's\na file");
  await writeFile(path, '');
  await chmod(path, 0o640);
  return path;
}

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('grants rights, once, and takes them away', async () => {
    const path = await scratchFile();
    const given = { path, etype: 'user', entity: 'bin', permissions: 'rw' };
    expect(await ran(given, { shell, check: true })).toBe('user bin rw-');
    expect(listOf(path)).not.toContain('bin');
    expect(await ran(given, { shell })).toBe('user bin rw-');
    expect(await ran(given, { shell })).toBe('ok');
    expect(listOf(path)).toContain('user:bin:rw-');
    expect(await ran({ ...given, permissions: 'r' }, { shell })).toBe('user bin r--');
    const gone = { path, etype: 'user', entity: 'bin', state: 'absent' };
    expect([await ran(gone, { shell }), await ran(gone, { shell })]).toEqual(['user bin removed', 'ok']);
  });

  it('knows groups by their names and numbers', async () => {
    const path = await scratchFile();
    expect(await ran({ path, etype: 'group', entity: 'games', permissions: 'r' }, { shell })).toBe(
      'group games r--',
    );
    const id = execFileSync('getent', ['group', 'games'], { encoding: 'utf8' }).split(':')[2];
    expect(await ran({ path, etype: 'group', entity: id, permissions: 'r' }, { shell })).toBe('ok');
  });
});

it('grants again what the mask holds back', async () => {
  const path = await scratchFile();
  const given = { path, etype: 'user', entity: 'bin', permissions: 'rw' };
  await ran(given);
  await chmod(path, 0o600);
  expect([await ran(given), await ran(given)]).toEqual(['user bin rw-', 'ok']);
});

it('gives directories and files below their own rights, and says how many lack them', async () => {
  const root = await scratchDirectory();
  await mkdir(join(root, 'd', 'e'), { recursive: true });
  await writeFile(join(root, 'd', 'e', 'f'), '');
  const given = { path: join(root, 'd'), etype: 'user', entity: 'bin', permissions: 'rx', recursive: true };
  expect(await ran({ ...given, filePermissions: 'r' })).toBe('user bin r-x, files r--, in 3 places');
  expect(await ran({ ...given, filePermissions: 'r' })).toBe('ok');
  expect(await ran(given)).toBe('user bin r-x, in 1 place');
  expect(await ran({ ...given, default: true })).toBe('default user bin r-x, in 2 places');
  expect(await ran({ ...given, default: true })).toBe('ok');
});

it('sets the rights of owner, group and others too', async () => {
  const path = await scratchFile();
  await ran({ path, etype: 'other', permissions: 'r' });
  await ran({ path, etype: 'user', permissions: 'rwx' });
  expect(listOf(path)).toBe('user::rwx\ngroup::r--\nother::r--\n\n');
});

it('says what it cannot do', async () => {
  const path = await scratchFile();
  const given = { path, etype: 'user', entity: 'nobody-such', permissions: 'r' };
  expect(await ran(given)).toBe('failed: There is no user nobody-such');
  expect(await ran({ ...given, path: `${path}.no` })).toBe(`failed: There is no ${path}.no`);
  expect(await ran({ ...given, entity: 'bin', default: true })).toContain('is no directory');
});

it.each([
  [{ path: '/p', etype: 'user' }, 'permissions: are needed for an entry that is present'],
  [{ path: '/p', etype: 'user', state: 'absent' }, 'entity: is needed'],
  [{ path: '/p', etype: 'mask', entity: 'bin', permissions: 'r' }, 'entity: is for a user or a group only'],
] as const)('refuses %j', (given, message) => {
  expect(() => acl('a', given)).toThrow(message);
});

it.each([
  [{ 'user:1': 'rw-' }, 'rw-', true],
  [{ 'user:1': 'rw-', 'mask:': 'r--' }, 'rw-', false],
  [{ 'user:1': 'r--', 'mask:': 'r-x' }, 'r--', true],
  [{ 'default:user:1': 'rw-' }, 'rw-', false],
  [{}, undefined, true],
  [{ 'user:1': '---' }, undefined, false],
])('of %j, that user 1 has %s is %s', (entries, rights, claim) => {
  const entry = { etype: 'user', id: '1', default: false, rights } as const;
  expect(hasEntry(new Map(Object.entries(entries)), entry)).toBe(claim);
});

it('predicts in check mode what depends on a directory that is not there yet', async () => {
  const path = join(await scratchDirectory(), 'd');
  const tasks = [
    file('d', { path, state: 'directory' }),
    acl('a', { path, etype: 'user', entity: 'bin', permissions: 'rx' }),
  ];
  expect((await runHere(tasks, { check: true })).outcomes['a']).toBe('changed');
});

it('is taken back within a transaction', async () => {
  const path = await scratchFile();
  await ran({ path, etype: 'user', entity: 'games', permissions: 'r' });
  const before = listOf(path);
  await runHere([
    transaction('t', [
      acl('a', { path, etype: 'user', entity: 'bin', permissions: 'rw' }),
      acl('b', { path, etype: 'user', entity: 'games', state: 'absent' }),
      file('bad', { path, state: 'directory' }),
    ]),
  ]);
  expect(listOf(path)).toBe(before);
});
