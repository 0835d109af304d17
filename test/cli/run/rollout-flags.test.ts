import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/core/event.ts';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from '../commands/drover-in.ts';

const playbook = `import { play, sh } from 'drover';
import { command } from 'drover/modules';
export default play({ name: 'Roll', hosts: 'all', rollout: { waves: [4], failureBudget: '100%' }, tasks: ({ host }) => [
  command('Works', { script: host.name === 'h2' ? sh\`false\` : sh\`:\` }),
] });
`;

async function drover(...words: readonly string[]): Promise<string> {
  await using directory = await directoryOf({
    'roll.ts': playbook,
    hosts: 'h[1:4] ansible_connection=local\n',
  });
  return await droverIn(directory.path, 'run', 'roll.ts', '-i', 'hosts', ...words);
}

function eventsOf(said: string): readonly RunEvent[] {
  const lines = said.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line): RunEvent => JSON.parse(line));
}

describe('drover run --waves --failure-budget', { timeout: 120_000 }, () => {
  it('stand over what the play says: after the wave that breaks the budget, no host begins', async () => {
    const said = await drover('--waves', '1,50%', '--failure-budget', '0', '-f', '1', '--json');
    const begun = eventsOf(said).flatMap((event) => (event.is === 'host-connected' ? [event.host] : []));
    expect(begun).toEqual(['h1', 'h2']);
    expect(said).toContain('the failure budget is 0');
  });

  it('leave what is not given to the play', async () => {
    const begun = eventsOf(await drover('--waves', '1', '--json')).filter(
      ({ is }) => is === 'host-connected',
    );
    expect(begun).toHaveLength(4);
  });

  it.each([
    ['--waves', '0', 'A wave has one host at least.'],
    ['--waves', '1,many', 'It must be a number of hosts such as 3, or a part such as 25%.'],
    ['--waves', '101%', 'It must be a number of hosts'],
    ['--failure-budget', '-1', 'It must be a number of hosts'],
  ])('refuse %s %s', async (flag, value, complaint) => {
    const said = await drover(flag, value);
    expect(said).toContain(complaint);
    expect(said).toContain('exit 2');
  });
});
