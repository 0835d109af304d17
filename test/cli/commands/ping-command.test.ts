import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from './drover-in.ts';

const hosts = `
[web]
web[1:3] ansible_connection=local
[gone]
gone1 ansible_user=ops ansible_host=127.0.0.1 ansible_port=1
`;

async function ping(...words: readonly string[]): Promise<string> {
  await using directory = await directoryOf({ hosts });
  return await droverIn(directory.path, 'ping', '-i', 'hosts', ...words);
}

describe('drover ping', { timeout: 120_000 }, () => {
  it('says of all hosts in one table whether they can be worked on', async () => {
    expect(await ping()).toMatchInlineSnapshot(`
      "✖ gone1     not reached  gone1 (ops@127.0.0.1:1) refused the connection
                               → Is sshd running there, and on this port? ansible_port sets another.
      ✔ web[1-3]  ready
      exit 3"
    `);
  });

  it('looks whether a user can be become', async () => {
    const answer = await ping('web1', '--become-user', 'nobody-of-this-name', '--json');
    expect(JSON.parse(answer.split('\n')[0] ?? '')).toMatchObject({ users: ['', 'nobody-of-this-name'] });
  });
});
