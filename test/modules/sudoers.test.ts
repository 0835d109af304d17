import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { ruleText } from '../../src/modules/sudoers/rule-text.ts';
import { sudoers } from '../../src/modules/sudoers.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const { params } = sudoers.spec;

describe('a rule', () => {
  it.each([
    [{ user: 'ada', commands: ['/bin/ls'] }, 'ada ALL=NOPASSWD: /bin/ls\n'],
    [{ user: 'ada', commands: ['/bin/ls'], noPassword: false }, 'ada ALL= /bin/ls\n'],
    [
      { group: 'ops', commands: ['/bin/ls', '/bin/cat /a b'], runAs: 'app:app', setEnv: true, noExec: true },
      '%ops ALL=(app:app)NOPASSWD:SETENV:NOEXEC: /bin/ls, /bin/cat /a b\n',
    ],
    [{ user: 'CORP\\nina', commands: ['ALL'] }, 'CORP\\\\nina ALL=NOPASSWD: ALL\n'],
    [
      { group: 'domain admins@corp.example', commands: ['ALL'] },
      '%domain\\ admins\\@corp.example ALL=NOPASSWD: ALL\n',
    ],
    [{ content: 'Defaults !lecture\n' }, 'Defaults !lecture\n'],
  ])('of %j is %j', (given, text) => {
    expect(ruleText(params.parse({ name: 'r', ...given }))).toBe(text);
  });

  it.each([
    [{ user: 'ada' }, 'commands: a rule needs commands'],
    [{ commands: ['ALL'] }, 'commands: a rule needs commands'],
    [{}, 'content: give either'],
    [{ user: 'ada', commands: ['ALL'], content: 'x\n' }, 'content: give either'],
    [{ user: 'ada', group: 'ops', commands: ['ALL'] }, 'group: has no meaning'],
    [{ user: 'ada', commands: ['/bin/ls\nbob ALL=ALL'] }, 'commands.0: must be one line'],
    [{ content: 'no newline' }, 'content: must end with a newline'],
  ])('of %j is refused', (given, says) => {
    expect(() => sudoers('s', { name: 'r', ...given })).toThrow(says);
  });
});

describe.skipIf(process.getuid?.() !== 0)('a file of sudoers.d', () => {
  it.each(['CORP\\domain admins', 'nïna,o(p)s!=#"\'@corp.example'])(
    'is for the group %s, as sudo reads it',
    async (group) => {
      const directory = await scratchDirectory();
      await runHere([sudoers('rule', { directory, name: 'rule', group, commands: ['/bin/ls'] })]);
      const read = execFileSync('cvtsudoers', ['-f', 'json', join(directory, 'rule')], { encoding: 'utf8' });
      expect(JSON.parse(read)).toMatchObject({ User_Specs: [{ User_List: [{ usergroup: group }] }] });
    },
  );

  it('is of root, with a mode that sudo takes, and mended when it is not', async () => {
    const directory = await scratchDirectory();
    const task = sudoers('rule', { directory, name: 'rule', user: 'ada', commands: ['/bin/ls'] });
    expect((await runHere([task])).outcomes).toEqual({ rule: 'changed' });
    expect((await runHere([task])).outcomes).toEqual({ rule: 'ok' });
    const { mode, uid } = await stat(join(directory, 'rule'));
    expect([mode % 0o1000, uid]).toEqual([0o440, 0]);
    await writeFile(join(directory, 'rule'), 'ada ALL=ALL\n');
    expect((await runHere([task])).outcomes).toEqual({ rule: 'changed' });
    expect(await readFile(join(directory, 'rule'), 'utf8')).toBe('ada ALL=NOPASSWD: /bin/ls\n');
  });

  it.each([true, false])(
    'is refused before anything is written when visudo finds it wrong (check: %s)',
    async (check) => {
      const directory = await scratchDirectory();
      const task = sudoers('rule', { directory, name: 'rule', user: 'ada', commands: ['ls'] });
      const { outcomes } = await runHere([task], { check });
      expect(outcomes['rule']).toMatch(/^failed: visudo finds .*\/rule wrong: .*fully-qualified path name/);
      expect(await readdir(directory)).toEqual([]);
    },
  );

  it('is back after a transaction that failed', async () => {
    const directory = await scratchDirectory();
    await writeFile(join(directory, 'rule'), 'ada ALL=ALL\n', { mode: 0o600 });
    const gone = sudoers('gone', { directory, name: 'rule', state: 'absent' });
    await runHere([transaction('all', [gone, assert('fails', { that: false, message: 'no' })])]);
    expect(await readFile(join(directory, 'rule'), 'utf8')).toBe('ada ALL=ALL\n');
    expect((await stat(join(directory, 'rule'))).mode % 0o1000).toBe(0o600);
  });
});

it('says that there is no visudo', () => {
  const state = {
    written: {
      file: { is: 'absent' },
      parent: { path: '/etc/sudoers.d', isThere: 'yes' },
      before: undefined,
    },
    syntax: { is: 'no-visudo' },
  } as const;
  const file = {
    path: '/etc/sudoers.d/r',
    content: { sha256: '', bytes: 0, sensitive: false, text: '', streamed: false, stdin: () => '' },
    permissions: {},
  };
  expect(() => sudoers.spec.plan(state, { state: 'present', text: '', file })).toThrow('There is no visudo');
});
