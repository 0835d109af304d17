import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../src/core/connection.ts';
import { ConnectionError, TimeoutError } from '../../../src/core/errors.ts';
import { sshTransport } from '../../../src/transports/index.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { ran } from '../../support/ran.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const never = new AbortController().signal;
type Vars = Readonly<Record<string, unknown>>;

function blockOf(name: string, sshd: Sshd, more: readonly string[] = []): string {
  return [
    `Host ${name}`,
    `HostName 127.0.0.1`,
    `Port ${sshd.port}`,
    `User ${sshd.user}`,
    `IdentityFile ${sshd.clientKeyFile}`,
    ...more,
    '',
  ].join('\n  ');
}

const knownLines = (sshds: readonly Sshd[]) =>
  sshds.map((sshd) => `[127.0.0.1]:${sshd.port} ${sshd.hostKeys[0]}\n`).join('');

/** How often it let somebody in. */
const logins = (sshd: Sshd) => sshd.log().match(/Accepted publickey/g)?.length ?? 0;

describe.skipIf(noSshd() !== undefined)('a host behind others', () => {
  let outer: Sshd;
  let middle: Sshd;
  let inner: Sshd;
  beforeAll(async () => {
    [outer, middle, inner] = await Promise.all([startSshd(), startSshd(), startSshd()]);
  });
  afterAll(async () => {
    await Promise.all([outer, middle, inner].map((sshd) => sshd[Symbol.asyncDispose]()));
  });

  /** Variables of a host that is the inner server, with an ssh_config and the host keys of those that are known. */
  async function varsWith(config: string, known: readonly Sshd[], vars: Vars = {}): Promise<Vars> {
    const directory = await scratchDirectory();
    await writeFile(join(directory, 'config'), config);
    await writeFile(join(directory, 'known_hosts'), knownLines(known));
    return {
      ...inner.vars,
      drover_host_key: undefined,
      drover_ssh_config_file: join(directory, 'config'),
      drover_known_hosts_file: join(directory, 'known_hosts'),
      ...vars,
    };
  }

  const newTransport = () => sshTransport({ agentSocket: '', defaultKeyFiles: [], graceMs: 100 });
  async function connect(vars: Vars, transport = newTransport(), name = 'web1'): Promise<Connection> {
    const connection = await transport.connect({ name, groups: [], vars }, never);
    onTestFinished(() => connection[Symbol.asyncDispose]());
    return connection;
  }
  async function cameFrom(connection: Connection): Promise<string> {
    const { stdout } = await ran(await connection.open('echo $SSH_CONNECTION'));
    return stdout.toString();
  }

  it("is reached through one, with that one's own key and host key", async () => {
    const config = blockOf('bastion', outer);
    const vars = await varsWith(config, [outer, inner], { drover_proxy_jump: 'bastion' });
    const before = logins(outer);
    const connection = await connect(vars);
    expect(await cameFrom(connection)).toContain(` ${inner.port}`);
    await eventually(() => expect(logins(outer)).toBe(before + 1));
  });

  it('is reached through two, as ssh_config says', async () => {
    const config = `${blockOf('front', outer)}${blockOf('back', middle)}Host 127.0.0.1\n  ProxyJump front,back`;
    const before = [logins(outer), logins(middle)];
    const connection = await connect(await varsWith(config, [outer, middle, inner]));
    expect(await cameFrom(connection)).toContain(` ${inner.port}`);
    await eventually(() => expect([logins(outer), logins(middle)]).toEqual(before.map((count) => count + 1)));
  });

  it('carries many bytes both ways through two', async () => {
    const config = `${blockOf('front', outer)}${blockOf('back', middle, ['ProxyJump front'])}`;
    const vars = await varsWith(config, [outer, middle, inner], { ansible_ssh_common_args: '-J back' });
    const connection = await connect(vars);
    const bytes = Buffer.alloc(5_000_000, 'drover');
    const { stdout } = await ran(await connection.open('cat'), bytes);
    expect(stdout.equals(bytes)).toBe(true);
  });

  it('shares one connection to the server in between with others, until the last is gone', async () => {
    const config = blockOf('bastion', outer);
    const vars = await varsWith(config, [outer, inner], { drover_proxy_jump: 'bastion' });
    const before = logins(outer);
    const transport = newTransport();
    // More than sshd allows sessions on one connection.
    const names = Array.from({ length: 15 }, (_, index) => `web${index}`);
    const connections = await Promise.all(names.map((name) => connect(vars, transport, name)));
    await eventually(() => expect(logins(outer)).toBe(before + 1));
    for (const connection of connections.slice(1)) await connection[Symbol.asyncDispose]();
    const [first] = connections;
    expect(first && (await cameFrom(first))).toContain(` ${inner.port}`);
    await first?.[Symbol.asyncDispose]();
    await eventually(() =>
      expect(outer.log().match(/disconnected by user|Disconnected from/g)?.length ?? 0).toBeGreaterThan(0),
    );
    await connect(vars, transport);
    await eventually(() => expect(logins(outer)).toBe(before + 2));
  });

  it('is reached anew when the server in between was lost, which the message names', async () => {
    const bastion = await startSshd();
    onTestFinished(() => bastion[Symbol.asyncDispose]());
    const config = blockOf('bastion', bastion);
    const vars = await varsWith(config, [bastion, inner], { drover_proxy_jump: 'bastion' });
    const transport = newTransport();
    const connection = await connect(vars, transport);
    const channel = await connection.open('echo here; cat');
    await once(channel.stdout, 'data');
    await bastion.kill();
    expect((await connection.lost)?.message).toMatch(
      /^The connection to web1 \(.*\) was lost: The connection to bastion \(.*\) was lost: /,
    );
    expect(await channel.closed).toEqual({ code: null, signal: null });
    await expect(connect(vars, transport)).rejects.toThrow(
      /^web1 \(.*\) cannot be reached through its ProxyJump: bastion \(.*\) refused the connection$/,
    );
  });

  it('is not reached through a server whose host key is not known', async () => {
    const vars = await varsWith(blockOf('bastion', outer), [inner], { drover_proxy_jump: 'bastion' });
    const attempt = connect(vars);
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow(
      /^web1 \(.*\) cannot be reached through its ProxyJump: The host key of bastion \(.*\) is not known/,
    );
  });

  it('proves its own host key, whatever is in between', async () => {
    const vars = await varsWith(blockOf('bastion', outer), [outer], { drover_proxy_jump: 'bastion' });
    await expect(connect(vars)).rejects.toThrow(/^The host key of web1 \(.*\) is not known/);
  });

  it('is not reached through a server that does not let us in, which the message names', async () => {
    const config = blockOf('bastion', outer).replace(outer.clientKeyFile, middle.clientKeyFile);
    const vars = await varsWith(config, [outer, inner], { drover_proxy_jump: 'bastion' });
    await expect(connect(vars)).rejects.toThrow(/through its ProxyJump: bastion \(.*\) did not let us in/);
  });

  it('that refuses the connection is told from the server in between', async () => {
    const port = await freePort();
    const vars = await varsWith(blockOf('bastion', outer), [outer], {
      drover_proxy_jump: 'bastion',
      ansible_port: port,
    });
    await expect(connect(vars)).rejects.toThrow(
      /^web1 \(.*\) cannot be reached from bastion \(.*\): Connection refused$/,
    );
  });

  it('is not reached through a server that forbids it, and the hint says so', async () => {
    const strict = await startSshd({ config: ['AllowTcpForwarding no'] });
    onTestFinished(() => strict[Symbol.asyncDispose]());
    const vars = await varsWith(blockOf('bastion', strict), [strict, inner], {
      drover_proxy_jump: 'bastion',
    });
    await expect(connect(vars)).rejects.toMatchObject({
      message: expect.stringMatching(/^web1 .* cannot be reached from bastion /),
      hint: expect.stringContaining('AllowTcpForwarding'),
    });
  });

  it('is given up alone when its signal fires, and others go on', async () => {
    const vars = await varsWith(blockOf('bastion', outer), [outer, inner], { drover_proxy_jump: 'bastion' });
    const transport = newTransport();
    const controller = new AbortController();
    const reason = new Error('enough');
    const gone = transport.connect({ name: 'web1', groups: [], vars }, controller.signal);
    const stays = connect(vars, transport, 'web2');
    controller.abort(reason);
    await expect(gone).rejects.toBe(reason);
    expect(await cameFrom(await stays)).toContain(` ${inner.port}`);
  });

  it('is reached through the program of ProxyCommand', async () => {
    const command = `${process.execPath} -e "const s=require('net').connect(process.argv[2],process.argv[1]);process.stdin.pipe(s).pipe(process.stdout)" %h %p`;
    const connection = await connect(await varsWith(`ProxyCommand ${command}`, [inner]));
    expect(await cameFrom(connection)).toContain(` ${inner.port}`);
  });

  it('says what the program of ProxyCommand said', async () => {
    const attempt = connect(await varsWith('ProxyCommand echo no way there >&2; exit 3', [inner]));
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow(/The ProxyCommand of web1 \(.*\) ended: no way there/);
  });

  it('is given up when the program of ProxyCommand says nothing', async () => {
    const vars = await varsWith('ProxyCommand cat >/dev/null', [inner], { drover_connect_timeout_ms: 200 });
    await expect(connect(vars)).rejects.toThrow(TimeoutError);
  });
});
