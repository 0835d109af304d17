import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { directoryOf } from '../inventory/directory-of.ts';
import { inShell } from '../support/in-shell.ts';
import { streamsIn } from './commands/drover-in.ts';

const site = `import { play, sh } from 'drover';
import { probe } from 'drover/modules';
const tasks = [probe('It answers', { script: sh\`:\` })];
export default [
  play({ name: 'Says nothing', hosts: 'open', tasks }),
  play({ name: 'Says yes', hosts: 'yes', become: true, tasks }),
  play({ name: 'Says whom', hosts: 'whom', become: 'app', tasks }),
  play({ name: 'Says no', hosts: 'no', become: false, tasks }),
];
`;

const say = `import { play, sh } from 'drover';
import { command } from 'drover/modules';
export default play({ name: 'Say', hosts: 'all', tasks: ({ host }) => [
  command('Silent', { script: sh\`true\` }, { when: () => false }),
  command('Said', { script: sh\`echo alo''ud\` }),
] });
`;

const files = {
  'site.ts': site,
  'say.ts': say,
  hosts: '[web]\nweb[1:9] ansible_connection=local\n',
  'plays.hosts': 'open\nyes\nwhom\nno\nown ansible_become_user=db\n[all:vars]\nansible_connection=local\n',
  'play/group_vars/all.yml': 'ansible_connection: local\n',
  secret: 'hush hush\n',
};

async function said(script: string): Promise<string> {
  await using directory = await directoryOf(files);
  return await inShell(directory.path, script);
}

/** Whom each host of the plays would have tasks run as: the preflight asks for them, and does nothing else. */
async function usersOf(...words: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  await using directory = await directoryOf(files);
  const look = ['run', 'site.ts', '-i', 'plays.hosts', '--preflight', 'only', '--json'];
  const { stdout } = await streamsIn(directory.path, ...look, ...words);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line): RunEvent => JSON.parse(line));
  return Object.fromEntries(
    events.flatMap((event) => (event.is === 'host-checked' ? [[event.host, event.users]] : [])),
  );
}

describe('whom tasks run as', { timeout: 120_000 }, () => {
  it('is for plays to say', async () => {
    expect(await usersOf()).toEqual({ open: [''], yes: ['root'], whom: ['app'], no: [''] });
  });

  it('is root by -b, for plays that say nothing of it', async () => {
    expect(await usersOf('-b')).toEqual({ open: ['root'], yes: ['root'], whom: ['app'], no: [''] });
  });

  it('is whom --become-user names, where a user is become and none is named', async () => {
    expect(await usersOf('--become-user', 'web')).toMatchObject({ open: [''], yes: ['web'], whom: ['app'] });
    expect(await usersOf('--become-user', 'web', '-b')).toMatchObject({ open: ['web'], yes: ['web'] });
  });
});

describe('flags that Ansible has too', { timeout: 120_000 }, () => {
  it.each([
    ['-c: without it, hosts are reached by ssh', '-c local -i h1,', 'echo hi', '✔ h1\n  hi\n'],
    ['--inventory-file', '--inventory-file hosts --subset web1', 'echo hi', '✔ web1\n  hi\n'],
    ['--list-hosts, and a limit', '-i hosts --list-hosts -l web1,web2', '', 'web1\nweb2\n'],
    ['--playbook-dir', '-i h1, --playbook-dir play', 'echo hi', '✔ h1\n  hi\n'],
  ])('%s', async (_, flags, command, expected) => {
    expect(await said(`drover exec all ${flags} ${command === '' ? '' : `-- ${command}`}`)).toBe(expected);
  });

  it('no -i: this machine is there without an inventory, by its name only', async () => {
    expect(await said('drover exec localhost -- echo hi')).toBe('✔ localhost\n  hi\n');
    expect(await said('drover run say.ts -l localhost')).toContain(
      'drover: No inventory: name one with -i\n',
    );
    const here = 'sed -i s/all/127.0.0.1/ say.ts; drover run say.ts 2>/dev/null';
    expect(await said(here)).toMatch(/^~ 127\.0\.0\.1 +ok=0 +changed=1 /);
  });

  it('-v tells each task of each host, and -vv what commands print', async () => {
    const run = 'drover run say.ts -i hosts';
    expect(await said(`${run} 2>&1 >/dev/null`)).not.toContain('Silent');
    const told = await said(`${run} -v 2>&1 >/dev/null`);
    expect(told.match(/web\d +skipped +Silent/g)).toHaveLength(9);
    expect(told).not.toContain('aloud\n');
    expect((await said(`${run} -vv 2>&1 >/dev/null`)).match(/aloud\n/g)).toHaveLength(9);
  });

  it('-v of drover exec tells hosts as they answer, and leaves the answers as they are', async () => {
    expect(await said('drover exec web1 -i hosts -v -- echo hi 2>err; cat err')).toMatch(
      /^✔ web1\n {2}hi\n\nweb1 +web1\n~ changed +echo hi/,
    );
  });
});

describe('passwords of users on hosts', { timeout: 120_000 }, () => {
  const echo = (words: string) => `drover exec web1 -i hosts ${words} -- printf '%s %s' 'hush hush' other`;

  it.each([
    ['-k', "printf 'hush hush\\n'", 'SSH password: \n✔ web1\n  [secret] other\n'],
    ['-K', "printf 'hush hush\\n'", 'sudo password: \n✔ web1\n  [secret] other\n'],
    ['-K --become-method su', "printf 'hush hush\\n'", 'su password: \n✔ web1\n  [secret] other\n'],
    [
      '-k -K',
      "printf 'hush hush\\nother\\n'",
      'SSH password: \nsudo password (nothing: the same): \n✔ web1\n  [secret] [secret]\n',
    ],
    ['--connection-password-file secret', ':', '✔ web1\n  [secret] other\n'],
    ['--become-pass-file=secret', ':', '✔ web1\n  [secret] other\n'],
  ])('come by %s', async (words, typed, expected) => {
    expect(await said(`${typed} | ${echo(words)}`)).toBe(expected);
  });

  it('are not asked for twice', async () => {
    expect(await said(echo('-k --connection-password-file secret'))).toBe(
      'drover: --ask-pass and --connection-password-file name the same password\nGive one of them.\nexit 2\n',
    );
  });
});
