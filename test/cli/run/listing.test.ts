import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from '../commands/drover-in.ts';

const playbook = `import { group, play, sh } from 'drover';
import { command, file } from 'drover/modules';
const touch = (name: string, tags: readonly string[] = []) => file(name, { path: '/tmp/' + name, state: 'file' }, { tags });
export default [
  play({ name: 'Web servers', hosts: 'web', tasks: ({ host }) => [
    group('Certificates', [touch('key', ['tls']), touch('chain', ['tls', 'ca'])], { tags: ['certs'] }),
    ...(host.name === 'web2' ? [touch('only here')] : []),
    command('never alone', { script: sh\`false\` }, { tags: ['never', 'dangerous'] }),
  ] }),
  play({ name: 'Databases', hosts: 'db', tasks: [touch('dump')] }),
];
`;

/** Nothing listens at these hosts: a listing that connected would fail. */
const hosts =
  '[web]\nweb[1:3] ansible_port=1\n[db]\ndb1 ansible_port=1\n[all:vars]\nansible_host=127.0.0.1\n';

async function drover(...words: readonly string[]): Promise<string> {
  await using directory = await directoryOf({ 'site.ts': playbook, hosts });
  return await droverIn(directory.path, 'run', 'site.ts', ...words);
}

describe('drover run that only lists', { timeout: 120_000 }, () => {
  it('the hosts of each play', async () => {
    expect(await drover('-i', 'hosts', '--list-hosts', '-l', '!web3')).toMatchInlineSnapshot(`
      "Web servers: 2 hosts, 3 tasks
        web1
        web2
      Databases: 1 host, 1 task
        db1
      "
    `);
  });

  it('the tasks, with their groups, tags and hosts', async () => {
    expect(await drover('-i', 'hosts', '--list-tasks')).toMatchInlineSnapshot(`
      "Web servers: 3 hosts, 3 tasks
        Certificates › key  [certs, tls]
        Certificates › chain  [ca, certs, tls]
        only here  (1 of 3 hosts)
      Databases: 1 host, 1 task
        dump
      "
    `);
  });

  it('the tags of tasks that were chosen', async () => {
    expect(await drover('-i', 'hosts', '--list-tags', '-t', 'tls,dangerous')).toMatchInlineSnapshot(`
      "Web servers: 3 hosts, 3 tasks
        tags: ca, certs, dangerous, never, tls
      Databases: 1 host, 0 tasks
        tags: none
      "
    `);
  });

  it('as JSON, a play on each line', async () => {
    const [, databases = ''] = (await drover('-i', 'hosts', '--list-tasks', '--json')).split('\n');
    expect(JSON.parse(databases)).toEqual({
      play: 'Databases',
      hosts: ['db1'],
      tasks: [{ name: 'dump', within: [], tags: [], hosts: 1 }],
      tags: [],
    });
  });

  it('whether it can be loaded and, with hosts, compiled', async () => {
    expect(await drover('--syntax-check')).toBe('site.ts can be loaded\n');
    expect(await drover('--syntax-check', '-i', 'hosts')).toMatchInlineSnapshot(`
      "Web servers: 3 hosts, 3 tasks
      Databases: 1 host, 1 task
      "
    `);
  });
});
