import { describe, expect, it } from 'vitest';
import { directoryOf } from '../inventory/directory-of.ts';
import { droverIn } from './commands/drover-in.ts';
import { wrongPlaybooks } from './wrong/wrong-playbooks.ts';

const files = {
  ...wrongPlaybooks,
  hosts: '[web]\nweb[1:3] ansible_connection=local\n[db]\ndb1 ansible_connection=local http_port=https\n',
  'ports.ts': 'export const ports = [80];\n',
};

/** What is written for each command line, one after the other, as on a terminal. */
async function session(commands: readonly (readonly string[])[]): Promise<string> {
  await using directory = await directoryOf(files);
  const answers: string[] = [];
  for (const words of commands) {
    const shown = words.map((word) => (/^[\w./@=,:-]+$/.test(word) ? word : `'${word}'`)).join(' ');
    const text = (await droverIn(directory.path, ...words)).replaceAll(directory.path, '/home/you/fleet');
    answers.push(`$ drover ${shown}\n${text}\n`);
  }
  return answers.join('\n');
}

describe('wrong input', { timeout: 120_000 }, () => {
  it('in a playbook is shown where it stands', async () => {
    const commands = Object.keys(wrongPlaybooks).map((name) => ['run', name, '-i', 'hosts']);
    await expect(await session(commands)).toMatchFileSnapshot('wrong/playbooks.txt');
  });
});
