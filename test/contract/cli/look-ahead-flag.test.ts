import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { droverIn } from '../../cli/commands/drover-in.ts';
import { directoryOf } from '../../inventory/directory-of.ts';
import { countingProxy } from '../../support/counting-proxy.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const why = noSshd();
const count = 20;

const playbook = `import { play } from 'drover';
import { copy } from 'drover/modules';
export default play({
  name: 'Files',
  hosts: 'all',
  tasks: ({ host }) =>
    Array.from({ length: ${count} }, (_, index) =>
      copy(\`File \${index}\`, { path: \`\${host.vars.to}/\${index}\`, content: 'text' }),
    ),
});
`;

describe.skipIf(why !== undefined)(`--no-look-ahead ${why ?? ''}`, { timeout: 120_000 }, () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd?.[Symbol.asyncDispose]());

  /** How often the direction changed on the way to a host on which all files were written. */
  async function turnsOf(words: readonly string[]): Promise<number> {
    await using to = await directoryOf({});
    await using proxy = await countingProxy(sshd.port);
    const vars = { ...sshd.vars, ansible_port: proxy.port, drover_ssh_config_file: 'none', to: to.path };
    const hosts = JSON.stringify({ all: { hosts: { one: vars } } });
    await using directory = await directoryOf({ 'hosts.json': hosts, 'files.ts': playbook });
    const said = await droverIn(directory.path, 'run', 'files.ts', '-i', 'hosts.json', ...words);
    expect(said).toContain(`changed=${count}`);
    return proxy.turns();
  }

  it('costs round trips for every task, which looking ahead saves', async () => {
    const ahead = await turnsOf([]);
    const inTurn = await turnsOf(['--no-look-ahead']);
    // Of each task but the first a look and a change, each there and back, and one of them may share a packet.
    expect(inTurn - ahead).toBeGreaterThan(2 * (count - 1));
  });
});
