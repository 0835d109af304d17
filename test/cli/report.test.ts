import { readFile, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf } from '../inventory/directory-of.ts';
import { droverIn } from './commands/drover-in.ts';

const playbook = `
import { play, sh } from 'drover';
import { probe } from 'drover/modules';
import { evidence } from 'drover/reporters';
export default play({
  name: 'Look',
  hosts: 'all',
  tasks: () => ({
    tasks: [probe('All is well', { script: sh\`true\` })],
    report: () => [evidence({ moment: 'now', observations: [{ subject: 'Door', severity: 'low', found: 'It is open.' }] })],
  }),
});
`;

async function drover(report: string) {
  const directory = await directoryOf({ 'look.ts': playbook });
  await symlink(resolve(import.meta.dirname, '../../node_modules'), join(directory.path, 'node_modules'));
  const words = ['run', 'look.ts', '-i', 'here,', '-e', 'ansible_connection=local', '--report', report];
  return { directory, said: await droverIn(directory.path, ...words) };
}

describe('drover run --report', { timeout: 120_000 }, () => {
  it('writes a page, and JSON beside it', async () => {
    const { directory, said } = await drover('report.html');
    await using _ = directory;
    expect(said).toContain('Found now: 1 low');
    expect(await readFile(join(directory.path, 'report.html'), 'utf8')).toContain('It is open.');
    const { hosts }: { readonly hosts: readonly object[] } = JSON.parse(
      await readFile(join(directory.path, 'report.json'), 'utf8'),
    );
    expect(hosts[0]).toMatchObject({ host: 'here', evidence: [{ moment: 'now' }] });
  });

  it.each([
    ['report.txt', 'It must end in .html.'],
    ['nowhere/report.html', 'There is no directory'],
  ])('refuses %s before anything is done', async (file, complaint) => {
    const { directory, said } = await drover(file);
    await using _ = directory;
    expect(said).toContain(complaint);
    expect(said).toContain('exit 2');
    expect(said).not.toContain('Look');
  });
});
