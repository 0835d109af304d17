import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from './drover-in.ts';

const playbook = `import { play } from 'drover';
import { copy } from 'drover/modules';
export default play({ name: 'Greet', hosts: 'all', tasks: [
  copy('The greeting is there', { path: process.cwd() + '/greeting', content: 'Good morning\\n' }),
] });
`;

const here = ['-i', 'here,', '-e', 'ansible_connection=local'];

describe('drover plan', { timeout: 120_000 }, () => {
  it('says what a run would change, word for word as run --check --diff, and changes nothing', async () => {
    await using directory = await directoryOf({ 'greet.ts': playbook, greeting: 'Good evening\n' });
    const planned = await droverIn(directory.path, 'plan', 'greet.ts', ...here);
    expect(planned).toContain('-Good evening');
    expect(planned).toContain('+Good morning');
    expect(planned).toBe(await droverIn(directory.path, 'run', 'greet.ts', ...here, '--check', '--diff'));
    expect(await readFile(join(directory.path, 'greeting'), 'utf8')).toBe('Good evening\n');
  });

  it('knows no flag by which something would be changed', async () => {
    await using directory = await directoryOf({ 'greet.ts': playbook });
    const said = await droverIn(directory.path, 'plan', 'greet.ts', ...here, '--check');
    expect(said).toContain('There is no flag "--check"');
  });
});
