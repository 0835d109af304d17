import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { cronText } from '../../src/modules/cron/cron-text.ts';
import { envText } from '../../src/modules/cron/env-text.ts';
import { cron } from '../../src/modules/cron.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { shells } from '../support/shells.ts';
import { withoutRights } from '../support/without-rights.ts';

const { spec } = cron;
const job = '/bin/true "a" 100\\%';
const fails = assert('fails', { that: false, message: 'no' });

describe('a crontab', () => {
  const line = '0 3 * * * x';
  it.each<[string, string | undefined, string, string]>([
    ['', line, `#Ansible: a\n${line}\n`, 'entry "a" added'],
    ['M=1', line, `M=1\n#Ansible: a\n${line}\n`, 'entry "a" added'],
    [`${line}\n`, line, `#Ansible: a\n${line}\n`, 'entry "a" named, which was there without a name'],
    ['#Ansible: a\nold\nM=1\n', line, `#Ansible: a\n${line}\nM=1\n`, 'entry "a" changed'],
    ['#Ansible: a\n', line, `#Ansible: a\n${line}\n`, 'entry "a" changed'],
    ['M=1\n#Ansible: a\nold\n', undefined, 'M=1\n', 'entry "a" removed'],
    [`#Ansible: a\n${line}\n\n`, undefined, '', 'entry "a" removed'],
    ['#Ansible: b\nold\n', undefined, '#Ansible: b\nold\n', ''],
  ])('%j with an entry %s is %j', (before, wanted, after, words) => {
    expect(cronText(before, 'a', wanted)).toEqual({ text: after, words });
    expect(cronText(after, 'a', wanted).text).toBe(after);
  });

  it.each<[string, string | undefined, object, string, string]>([
    ['0 3 * * * x\n', '1', {}, 'A="1"\n0 3 * * * x\n', 'variable A added'],
    ['A=1\nB=2\nA=3\n', '1', {}, 'A="1"\nB=2\nA="1"\n', 'variable A changed'],
    ['B=2\nC=3\n', '', { insertAfter: 'B' }, 'B=2\nA=""\nC=3\n', 'variable A added'],
    ['B=2\nC=3\n', '1', { insertBefore: 'C' }, 'B=2\nA="1"\nC=3\n', 'variable A added'],
    ['AA=1\nA=2\n', undefined, {}, 'AA=1\n', 'variable A removed'],
    ['A=2\n', undefined, {}, '', 'variable A removed'],
    ['AA=1\n', undefined, {}, 'AA=1\n', ''],
  ])('%j with a variable %s, %j, is %j', (before, value, place, after, words) => {
    const variable = { name: 'A', value, ...place };
    expect(envText(before, variable)).toEqual({ text: after, words });
    expect(envText(after, variable).text).toBe(after);
  });

  it('has a variable beside another only, unless that is still to come', () => {
    const variable = { name: 'A', value: '1', insertAfter: 'B' };
    expect(() => envText('C=1\n', variable)).toThrow('There is no variable B beside which A could come');
    expect(envText('C=1\n', variable, false).text).toBe('A="1"\nC=1\n');
  });
});

describe('the plan for a crontab', () => {
  const planned = (is: 'crontab' | 'no-cron' | 'no-user', given: object) =>
    spec.plan({ is, text: '', isCertain: true }, spec.params.parse({ name: 'a', ...given }));

  it('shows what becomes of the text', () => {
    const desired = spec.params.parse({ name: 'a', job, user: 'bin', disabled: true, specialTime: 'daily' });
    const current = { is: 'crontab', text: 'M=1\n', isCertain: true } as const;
    const views = spec.plan(current, desired).map((change) => spec.describe(change, desired, current));
    expect(views).toEqual([
      {
        summary: 'entry "a" added',
        diff: {
          path: 'crontab of bin',
          before: 'M=1\n',
          after: `M=1\n#Ansible: a\n#@daily ${job}\n`,
        },
      },
    ]);
  });

  it('takes nothing out where there is none', () => {
    expect(planned('no-cron', { state: 'absent' })).toEqual([]);
    expect(planned('no-user', { state: 'absent', user: 'x' })).toEqual([]);
  });

  it.each([
    ['no-cron', { job }, 'There is no crontab program'],
    ['no-user', { job, user: 'nobody-here' }, 'There is no user nobody-here'],
  ] as const)('is refused with %s', (is, given, says) => {
    expect(() => planned(is, given)).toThrow(says);
  });
});

it.each([
  [{ job, minute: '5 5' }, 'minute: must be a field of crontab'],
  [{ job: 'a\nb' }, 'job: a job is one line'],
  [{}, 'job: is needed with state present'],
  [{ job, state: 'absent' }, 'job: is needed with state present'],
  [{ job, specialTime: 'noon' }, 'specialTime: '],
  [{ job, cronFile: 'a', user: undefined }, 'user: is needed with cronFile'],
  [{ job, cronFile: 'a.b', user: 'root' }, 'cronFile: must be an absolute path, or a name of letters'],
  [{ job, cronFile: '../a', user: 'root' }, 'cronFile: must be an absolute path'],
  [{ job, cronFile: '/etc/crontab', user: 'root' }, 'cronFile: must not be /etc/crontab'],
  [{ env: true }, 'value: is needed with state present'],
  [{ env: true, job }, 'job: has no meaning with env'],
  [{ env: true, value: 'a"b' }, 'value: must be one line without double quotes'],
  [{ env: true, value: '1', name: 'A B' }, 'name: must be the name of a variable'],
  [{ job, value: '1' }, 'value: has a meaning with env only'],
  [{ job, insertAfter: 'B' }, 'env: must be true with insertAfter'],
  [{ env: true, value: '1', insertAfter: 'B', insertBefore: 'C' }, 'insertBefore: has no meaning'],
])('%j is refused', (given, says) => {
  // The types forbid some of these, and a playbook in JavaScript does not know them.
  expect(() => cron('c', { name: 'A', ...given } as Parameters<typeof cron>[1])).toThrow(says);
});

it('is refused where the crontab cannot be read', async () => {
  const task = cron('c', { name: 'A', user: 'root', state: 'absent' }, withoutRights);
  const { outcomes } = await runHere([task]);
  expect(outcomes['c']).toMatch(/^failed: .*must be privileged to use -u/);
});

describe.each(shells)('a file of cron, by %s', (shell) => {
  it('is made, changed, kept, put back, and removed with its last line', async () => {
    const cronFile = join(await scratchDirectory(), "it's -a file");
    const entry = (more: object = {}) =>
      cron('entry', { name: "it's", job, cronFile, user: 'root', minute: '5', ...more });
    const path = cron('path', { name: 'PATH', env: true, value: '/bin', cronFile });
    const gone = [
      cron('gone', { name: "it's", cronFile, state: 'absent' }),
      cron('no path', { name: 'PATH', env: true, cronFile, state: 'absent' }),
    ];
    const tasks = [entry(), path];
    const text = `PATH="/bin"\n#Ansible: it's\n5 * * * * root ${job}\n`;
    const both = { entry: 'changed', path: 'changed' };
    expect((await runHere(tasks, { shell, check: true })).outcomes).toEqual(both);
    expect((await runHere(tasks, { shell })).outcomes).toEqual(both);
    expect(await readFile(cronFile, 'utf8')).toBe(text);
    expect((await runHere(tasks, { shell })).outcomes).toEqual({ entry: 'ok', path: 'ok' });
    await writeFile(cronFile, `${text}# more\n`);
    await runHere([transaction('t', [entry({ hour: '3' }), ...gone, fails])], { shell });
    expect(await readFile(cronFile, 'utf8')).toBe(`${text}# more\n`);
    await writeFile(cronFile, text);
    await runHere([transaction('t', [...gone, fails])], { shell });
    expect(await readFile(cronFile, 'utf8')).toBe(text);
    const out = { gone: 'changed', 'no path': 'changed' };
    expect((await runHere(gone, { shell })).outcomes).toEqual(out);
    expect(await readdir(join(cronFile, '..'))).toEqual([]);
    expect((await runHere(gone, { shell })).outcomes).toEqual({ gone: 'ok', 'no path': 'ok' });
  });
});
