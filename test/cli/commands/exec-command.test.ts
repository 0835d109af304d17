import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from './drover-in.ts';

const hosts = `
[web]
web[1:3] ansible_connection=local ansible_become_password=hunter22
[gone]
gone1 ansible_user=ops ansible_host=127.0.0.1 ansible_port=1
[none]
`;

/** What `drover exec` writes to both streams, and its exit code where it is not 0. */
async function exec(...words: readonly string[]): Promise<string> {
  await using directory = await directoryOf({ hosts });
  return await droverIn(directory.path, 'exec', ...words);
}

describe('drover exec', { timeout: 120_000 }, () => {
  it('hands words over as they are, and tells equal answers once', async () => {
    expect(
      await exec('web', '-i', 'hosts', '--', 'printf', '%s\n', 'a  b', '$HOME', "it's"),
    ).toMatchInlineSnapshot(`
      "✔ web[1-3]
        a  b
        $HOME
        it's
      "
    `);
  });

  it('runs a script with --shell; a command that fails fails the host', async () => {
    const script = 'echo hi | tr h H; echo oh >&2; exit 3';
    expect(await exec('web1', '-i', 'hosts', '--shell', '--', script)).toMatchInlineSnapshot(`
      "✖ web1  exit code 3
        Hi
      ! oh
      exit 1"
    `);
  });

  it('tells hosts that are not reached at the end, and ends with 3', async () => {
    expect(
      await exec('all', '-i', 'hosts', '--limit', 'web1,gone', '--', 'echo', 'here'),
    ).toMatchInlineSnapshot(`
      "✔ web1
        here
      ✖ gone1  not reached
        gone1 (ops@127.0.0.1:1) refused the connection
        → Is sshd running there, and on this port? ansible_port sets another.
      exit 3"
    `);
  });

  it('says what a task of a module would change, line by line', async () => {
    await using directory = await directoryOf({ hosts });
    const copy = ['-m', 'copy', '-a', `path=${directory.path}/new content="one, two=2"`];
    const said = await droverIn(directory.path, 'exec', 'web', '-i', 'hosts', ...copy, '-C', '-D');
    expect(said.replaceAll(directory.path, '/srv')).toMatchInlineSnapshot(`
      "~ web[1-3]  would change
        created, 10 bytes
        --- /srv/new
        +++ /srv/new
        @@ -0,0 +1,1 @@
        +one, two=2
        \\ No newline at end of file
      "
    `);
  });

  it('runs nothing in check mode', async () => {
    expect(await exec('web', '-i', 'hosts', '--check', '--', 'false')).toMatchInlineSnapshot(`
      "~ web[1-3]  would change
        run false
      "
    `);
  });

  it('prints a line of JSON for each host, in which secrets stay hidden', async () => {
    const asked = ['-m', 'probe', '-a', 'script="echo hunter22"', '--json'];
    expect(await exec('web1', '-i', 'hosts', ...asked)).toMatchInlineSnapshot(`
      "{"host":"web1","outcome":"ok","code":0,"stdout":"[secret]\\n","stderr":""}
      "
    `);
  });

  it('says what is missing or too much', async () => {
    expect(await exec('web', '-i', 'hosts')).toMatchInlineSnapshot(`
      "drover: There is no command to run
      Write it after --, such as: drover exec web -i inventory -- uptime; or name a module with -m.
      exit 2"
    `);
    expect(await exec('web', '-i', 'hosts', '-m', 'file', '--', 'ls')).toMatchInlineSnapshot(`
      "drover: With -m file there is no command "ls"
      Give its parameters with -a, such as -a name=nginx,state=started.
      exit 2"
    `);
    expect(await exec('web', '-i', 'hosts', '-a', 'path=/x', '--', 'ls')).toMatchInlineSnapshot(`
      "drover: -a gives the parameters of a module, and none is named
      Name it with -m, or write the command after --.
      exit 2"
    `);
  });
});
