import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPlaybook } from '../../src/cli/load-playbook.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-load-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function written(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
}

describe('loadPlaybook', () => {
  it('says that a file is not there', async () => {
    await expect(loadPlaybook('./nowhere.ts')).rejects.toThrow('There is no playbook ./nowhere.ts');
  });

  it('says that a file exports no plays', async () => {
    const path = await written('empty.mjs', 'export default { name: 1 };');
    await expect(loadPlaybook(path)).rejects.toMatchObject({
      code: 'definition',
      hint: expect.stringContaining('play({'),
    });
  });

  it('finds what comes with Drover by its name', async () => {
    const { plays, directory: from } = await loadPlaybook('secure-portal');
    expect(plays.map(({ name }) => name)).toEqual([
      'Preflight',
      'What is found before',
      'What is found of clients before',
      'What is found of Windows clients before',
      'Management Portal over HTTPS',
      'Clients over TLS',
      'Windows clients over TLS',
      'Clients get answers over TLS',
      'Windows clients get answers over TLS',
      'SuperServer requires TLS',
      'What is found after',
      'What is found of clients after',
      'What is found of Windows clients after',
    ]);
    expect(from).toMatch(/playbooks$/);
  });
});
