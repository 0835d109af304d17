import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { settingName, settingPath } from '../../src/modules/sysctl/setting-name.ts';
import { sysctlText } from '../../src/modules/sysctl/sysctl-text.ts';
import { sysctl } from '../../src/modules/sysctl.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const fails = assert('fails', { that: false, message: 'no' });

describe('a file of settings', () => {
  it.each<[string, string | undefined, string]>([
    ['', '1', 'a.b = 1\n'],
    ['# a.b = 2', '1', '# a.b = 2\na.b = 1\n'],
    ['a.b=1\n', '1', 'a.b=1\n'],
    ['-a/b = 1\n', '1', '-a/b = 1\n'],
    ['a.b = 2 3\nc.d = 1\n', '2  3', 'a.b = 2  3\nc.d = 1\n'],
    ['a.b = 1\nc.d = 1\na.b = 2\n', '1', 'c.d = 1\na.b = 1\n'],
    ['a.b = 1\nc.d = 1\n', undefined, 'c.d = 1\n'],
  ])('%j with %s is %j', (before, value, after) => {
    expect(sysctlText(before, 'a.b', value).text).toBe(after);
  });
});

it.each([
  ['net.ipv4.ip_forward', 'net.ipv4.ip_forward', '/proc/sys/net/ipv4/ip_forward'],
  ['net/ipv4/ip_forward', 'net.ipv4.ip_forward', '/proc/sys/net/ipv4/ip_forward'],
  [
    'net.ipv4.conf.eth0/100.rp_filter',
    'net.ipv4.conf.eth0/100.rp_filter',
    '/proc/sys/net/ipv4/conf/eth0.100/rp_filter',
  ],
  [
    'net/ipv4/conf/eth0.100/rp_filter',
    'net.ipv4.conf.eth0/100.rp_filter',
    '/proc/sys/net/ipv4/conf/eth0.100/rp_filter',
  ],
])('the setting %s is %s, at %s', (given, name, path) => {
  expect([settingName(given), settingPath(settingName(given))]).toEqual([name, path]);
});

it.each([
  [{ name: 'ip_forward', value: 1 }, 'name: must be the name of a setting'],
  [{ name: 'net.ipv4.ip forward', value: 1 }, 'name: must be the name of a setting'],
  [{ name: 'a.b' }, 'value: is needed with state present'],
  [{ name: 'a.b', value: 1, state: 'absent' } as const, 'value: is needed with state present'],
  [{ name: 'a.b', value: 1, path: 'sysctl.conf' }, 'path: must be an absolute path'],
])('%j is refused', (given, says) => {
  expect(() => sysctl('s', given)).toThrow(says);
});

it('is said by a file alone, kept, taken back and taken out', async () => {
  const path = join(await scratchDirectory(), "it's -a file");
  const task = sysctl('said', { name: 'no/such/setting', value: ' 1\t2 ', path, running: false });
  expect((await runHere([task], { check: true })).outcomes).toEqual({ said: 'changed' });
  await runHere([transaction('t', [task, fails])]);
  await expect(readFile(path)).rejects.toThrow('ENOENT');
  expect((await runHere([task])).outcomes).toEqual({ said: 'changed' });
  expect((await runHere([task])).outcomes).toEqual({ said: 'ok' });
  expect(await readFile(path, 'utf8')).toBe('no.such.setting = 1 2\n');
  const gone = sysctl('gone', { name: 'no.such.setting', path, state: 'absent' });
  expect((await runHere([gone])).outcomes).toEqual({ gone: 'changed' });
  expect((await runHere([gone])).outcomes).toEqual({ gone: 'ok' });
});

it('is refused where the kernel knows no such setting', async () => {
  const path = join(await scratchDirectory(), 'file');
  const { outcomes } = await runHere([sysctl('s', { name: 'no.such.setting', value: 1, path })]);
  expect(outcomes['s']).toBe('failed: The kernel has no setting no.such.setting');
});

const isAlone = process.env['CI'] === 'true' || spawnSync('unshare', ['-n', 'true']).status === 0;

it.skipIf(!isAlone)('is given to the kernel, and its old value is given back', async () => {
  const directory = await scratchDirectory();
  const shell = join(directory, 'shell');
  await writeFile(shell, '#!/bin/sh\nexec unshare -n sh "$@"\n', { mode: 0o755 });
  const name = 'net.core.somaxconn';
  const set = (title: string, value: number) => sysctl(title, { name, value, path: join(directory, 'file') });
  const tasks = [set('first', 1111), transaction('t', [set('second', 2222), fails])];
  const { result, outcomes } = await runHere(tasks, { shell });
  expect(outcomes).toMatchObject({ first: 'changed', second: 'changed' });
  expect(result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
  expect(await readFile(join(directory, 'file'), 'utf8')).toBe(`${name} = 1111\n`);
  const again = await runHere([set('third', 3333), set('fourth', 3333)], { shell });
  expect(again.outcomes).toEqual({ third: 'changed', fourth: 'ok' });
});
