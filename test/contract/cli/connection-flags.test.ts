import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facts } from '../../../src/modules/facts.ts';
import { droverIn } from '../../cli/commands/drover-in.ts';
import { directoryOf } from '../../inventory/directory-of.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const why = noSshd();

const playbook = `import { play, sh } from 'drover';
import { probe } from 'drover/modules';
export default play({ name: 'Look', hosts: 'all', tasks: [probe('Answers', { script: sh\`:\` })] });
`;

describe.skipIf(why !== undefined)(`the flags of connections ${why ?? ''}`, { timeout: 120_000 }, () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd?.[Symbol.asyncDispose]());

  /** What `drover run` says of a host whose inventory has neither user nor key, or these. */
  async function run(words: readonly string[], own: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { ansible_user: _user, ansible_private_key_file: _key, ...vars } = sshd.vars;
    const hosts = { all: { hosts: { one: { ...vars, drover_ssh_config_file: 'none', ...own } } } };
    await using directory = await directoryOf({ 'hosts.json': JSON.stringify(hosts), 'look.ts': playbook });
    return await droverIn(directory.path, 'run', 'look.ts', '-i', 'hosts.json', ...words);
  }

  it('log in as the user and with the key that they name', async () => {
    const said = await run(['-u', sshd.user, '--private-key', sshd.clientKeyFile, '--timeout', '20']);
    expect(said).not.toContain('exit');
    expect(said).toContain('ok=1');
  });

  it.each([
    ['exec', 'one', '--', 'id', '-un'],
    ['ping', 'one'],
    ['facts', 'one', '--subset', 'os'],
  ])('hold for drover %s too', async (command, ...words) => {
    const { ansible_user: _user, ansible_private_key_file: _key, ...vars } = sshd.vars;
    const hosts = { all: { hosts: { one: { ...vars, drover_ssh_config_file: 'none' } } } };
    await using directory = await directoryOf({ 'hosts.json': JSON.stringify(hosts) });
    const login = ['-i', 'hosts.json', '-u', sshd.user, '--private-key', sshd.clientKeyFile, '-T', '20'];
    const [first = '', ...rest] = words;
    const said = await droverIn(directory.path, command, first, ...login, ...rest);
    expect(said).not.toContain('exit');
    expect(said).toContain('one');
  });

  it('tell what a host is by its own schema, in JSON', async () => {
    const hosts = { all: { hosts: { one: { ...sshd.vars, drover_ssh_config_file: 'none' } } } };
    await using directory = await directoryOf({ 'hosts.json': JSON.stringify(hosts) });
    const pem = ['--certificate', '/no/such.pem'];
    const said: unknown = JSON.parse(
      await droverIn(directory.path, 'facts', '-i', 'hosts.json', '--json', ...pem),
    );
    expect(said).toMatchObject({ host: 'one', outcome: 'ok' });
    expect(facts.schema.parse(Object(said).facts).os.kernel).toBe('Linux');
  });

  it('stand under the inventory, and -e stands over both', async () => {
    const own = { ansible_user: 'no-such-user' };
    const words = ['-u', sshd.user, '--private-key', sshd.clientKeyFile];
    expect(await run(words, own)).toContain('exit 3');
    expect(await run([...words, '-e', `ansible_user=${sshd.user}`], own)).not.toContain('exit');
  });
});
