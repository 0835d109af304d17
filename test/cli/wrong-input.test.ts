import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf } from '../inventory/directory-of.ts';
import { droverIn } from './commands/drover-in.ts';
import { wrongConfigurations } from './wrong/wrong-configurations.ts';
import { ansibleFlags, wrongFlags, wrongModuleCalls, wrongSelections } from './wrong/wrong-flags.ts';
import { wrongInventories, wrongVariables } from './wrong/wrong-inventories.ts';
import { wrongPlaybooks } from './wrong/wrong-playbooks.ts';

type Words = readonly string[];

const site = `import { play, sh } from 'drover';
import { probe } from 'drover/modules';

export default play({
  name: 'Web servers',
  hosts: 'web',
  tasks: [probe('It answers', { script: sh\`true\` }, { tags: ['look'] })],
});
`;

const usual = {
  hosts: '[web]\nweb[1:3] ansible_connection=local\n[db]\ndb1 ansible_connection=local http_port=https\n',
  'site.ts': site,
  'ports.ts': 'export const ports = [80];\n',
};

/** What is written for each command line, one after the other, as on a terminal. */
async function session(commands: readonly Words[], files: Readonly<Record<string, string>> = usual) {
  await using directory = await directoryOf(files);
  for (const name of Object.keys(files)) {
    if (/(?<!not-executable)\.sh$/.test(name)) await chmod(join(directory.path, name), 0o755);
  }
  const answers: string[] = [];
  for (const words of commands) {
    const shown = words.map((word) => (/^[\w./@=,:-]+$/.test(word) ? word : `'${word}'`)).join(' ');
    const text = (await droverIn(directory.path, ...words)).replaceAll(directory.path, '/home/you/fleet');
    answers.push(`$ drover ${shown}\n${text}\n`);
  }
  return answers.join('\n');
}

/** The same, with the file that is wrong before it. */
async function sessionWith(name: string, text: string, words: Words, as = name): Promise<string> {
  const said = await session([words], { ...usual, [as]: text });
  return `$ cat ${as}\n${text}\n${said}`;
}

describe('wrong input', { timeout: 300_000 }, () => {
  it('in a playbook is shown where it stands', async () => {
    const commands = Object.keys(wrongPlaybooks).map((name) => ['run', name, '-i', 'hosts']);
    const said = await session(commands, { ...usual, ...wrongPlaybooks });
    await expect(said).toMatchFileSnapshot('wrong/playbooks.txt');
  });

  it('on the command line is named, with what to write', async () => {
    await expect(await session(wrongFlags)).toMatchFileSnapshot('wrong/flags.txt');
  });

  it('that Ansible would take is answered with what to use instead', async () => {
    await expect(await session(ansibleFlags)).toMatchFileSnapshot('wrong/flags-of-ansible.txt');
  });

  it('for a module without a playbook is named, with what there is', async () => {
    await expect(await session(wrongModuleCalls)).toMatchFileSnapshot('wrong/module-calls.txt');
  });

  it('that selects nothing is an error with a suggestion', async () => {
    await expect(await session(wrongSelections)).toMatchFileSnapshot('wrong/selections.txt');
  });

  it('in an inventory is shown with file and line', async () => {
    const sessions: string[] = [];
    for (const [name, text] of Object.entries(wrongInventories))
      sessions.push(await sessionWith(name, text, ['inventory', 'list', '-i', name]));
    await expect(sessions.join('\n')).toMatchFileSnapshot('wrong/inventories.txt');
  });

  it('in variables is shown with file and line', async () => {
    const sessions: string[] = [];
    for (const [name, text] of Object.entries(wrongVariables))
      sessions.push(
        await sessionWith(name, text, ['run', 'site.ts', '-i', 'hosts'], `group_vars/web/${name}`),
      );
    await expect(sessions.join('\n')).toMatchFileSnapshot('wrong/variables.txt');
  });

  it('in a configuration is shown with its line', async () => {
    const sessions: string[] = [];
    for (const [name, text] of wrongConfigurations)
      sessions.push(await sessionWith(name, text, ['run', 'site.ts']));
    await expect(sessions.join('\n')).toMatchFileSnapshot('wrong/configurations.txt');
  });
});
