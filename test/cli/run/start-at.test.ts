import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from '../commands/drover-in.ts';

const playbook = `import { play, sh, transaction } from 'drover';
import { command, probe } from 'drover/modules';
const seen = (name: string) => probe(name, { script: sh\`:\` });
const restart = command('Restart [all]', { script: sh\`:\` });
export default [
  play({ name: 'Before', hosts: 'all', tasks: [seen('Prepared')] }),
  play({ name: 'Work', hosts: 'all', tasks: ({ host }) => host.name === 'h2' ? [seen('Else')] : [
    seen('First'),
    transaction('Swap', [seen('Stopped'), command('Moved/away', { script: sh\`:\` }, { notify: restart })]),
    seen('Last'),
  ] }),
  play({ name: 'After', hosts: 'all', tasks: [seen('Proven')] }),
];
`;

async function drover(name: string): Promise<string> {
  await using directory = await directoryOf({
    'site.ts': playbook,
    hosts: 'h[1:2] ansible_connection=local\n',
  });
  const words = ['run', 'site.ts', '-i', 'hosts', '-f', '1', '--start-at-task', name];
  const listed = await droverIn(directory.path, ...words, '--list-tasks', '--list-hosts');
  return `${listed}\n${(await droverIn(directory.path, ...words)).split('\n\n').slice(0, -2).join('\n')}`;
}

describe('drover run --start-at-task', { timeout: 120_000 }, () => {
  it('leaves out what comes before it, in transactions too, and hosts that do not have it', async () => {
    expect(await drover('Moved/away')).toMatchInlineSnapshot(`
      "Work: 1 host, 3 tasks
        h1
        Swap › Moved/away
        Last
        handlers › Restart [all]
      After: 2 hosts, 1 task
        h1
        h2
        Proven


      Work  h1
      ~ h1  changed  Moved/away   run :
      ✔ h1  ok       Last
      ~ h1  changed  Restart [all]   run :
      After  h[1-2]
      ✔ h1  ok       Proven
      ✔ h2  ok       Proven"
    `);
  });

  it('takes the first task of a pattern', async () => {
    expect(await drover('*st')).toContain('Work: 1 host, 5 tasks');
  });

  it('takes a name with brackets as it is', async () => {
    expect(await drover('Restart [all]')).toContain('Work: 1 host, 1 task\n');
  });

  it('refuses a name that no task has, with the nearest', async () => {
    expect(await drover('move/away')).toContain(
      'drover: No task is named "move/away"\nDid you mean "Moved/away"?\nexit 5',
    );
  });
});
