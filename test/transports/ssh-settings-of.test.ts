import { chmod, writeFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DefinitionError } from '../../src/core/errors.ts';
import { connectionSettings } from '../../src/transports/index.ts';
import { readConfig } from '../../src/transports/ssh-config/read-config.ts';
import type { SshSettings } from '../../src/transports/ssh-settings.ts';
import { sshSettingsOf } from '../../src/transports/ssh-settings-of.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

type Vars = Readonly<Record<string, unknown>>;

async function settingsOf(config: string, vars: Vars = {}, name = 'web1'): Promise<SshSettings> {
  const directory = await scratchDirectory();
  const path = join(directory, 'config');
  await writeFile(path, config);
  const nodes = await readConfig({ path, directory, isNamed: true, isGuarded: false });
  return sshSettingsOf(connectionSettings({ name, groups: [], vars }), [nodes]);
}

/** The way, the server first that is reached directly. */
function way(settings: SshSettings): readonly string[] {
  const here = `${settings.user}@${settings.address}:${settings.port}`;
  return settings.via === undefined ? [here] : [...way(settings.via), here];
}

describe('sshSettingsOf', () => {
  it('has a default for everything', async () => {
    expect(await settingsOf('')).toEqual({
      name: 'web1',
      address: 'web1',
      port: 22,
      user: userInfo().username,
      identityFiles: [],
      identitiesOnly: false,
      hostKeyPolicy: 'strict',
      knownHostsFiles: [`${homedir()}/.ssh/known_hosts`, '/etc/ssh/ssh_known_hosts'],
      connectTimeoutMs: 10_000,
    });
  });

  it('takes from ssh_config what the variables leave open', async () => {
    const config = `Host web*
      HostName %h.example.com
      User deploy
      Port 2222
      IdentityFile ~/keys/%r-%n
      IdentityFile none
      IdentitiesOnly yes
      IdentityAgent /run/agent-%u
      HostKeyAlias herd
      StrictHostKeyChecking accept-new
      UserKnownHostsFile /known/%k /known/2
      GlobalKnownHostsFile /known/all
      ConnectTimeout 3
      ServerAliveInterval 7`;
    expect(await settingsOf(config)).toEqual({
      name: 'web1',
      address: 'web1.example.com',
      port: 2222,
      user: 'deploy',
      identityFiles: [`${homedir()}/keys/deploy-web1`],
      identitiesOnly: true,
      agentSocket: `/run/agent-${userInfo().username}`,
      hostKeyAlias: 'herd',
      hostKeyPolicy: 'accept-new',
      knownHostsFiles: ['/known/herd', '/known/2', '/known/all'],
      connectTimeoutMs: 3000,
      keepaliveMs: 7000,
    });
  });

  it('prefers variables to ssh_config', async () => {
    const config = `Host *
      User deploy
      Port nonsense
      StrictHostKeyChecking accept-new
      UserKnownHostsFile /known
      ConnectTimeout 3
      ProxyJump bastion`;
    const vars = {
      ansible_user: 'root',
      ansible_port: 22,
      drover_host_key_policy: 'strict',
      drover_known_hosts_file: '/mine',
      drover_connect_timeout_ms: 500,
      drover_proxy_jump: 'none',
    };
    expect(await settingsOf(config, vars)).toMatchObject({
      user: 'root',
      port: 22,
      hostKeyPolicy: 'strict',
      knownHostsFiles: ['/mine'],
      connectTimeoutMs: 500,
    });
    expect((await settingsOf(config, vars)).via).toBeUndefined();
  });

  it('looks ansible_host up in ssh_config, as ssh would', async () => {
    const config = 'Host front\nHostName 10.0.0.7\nHost web1\nUser wrong';
    const settings = await settingsOf(config, { ansible_host: 'front', ansible_user: 'root' });
    expect(way(settings)).toEqual(['root@10.0.0.7:22']);
  });

  it.each([
    ['yes', 'strict'],
    ['no', 'strict'],
    ['off', 'strict'],
    ['ask', 'strict'],
    ['accept-new', 'accept-new'],
  ])('takes StrictHostKeyChecking %s for %s: nobody is asked, and nobody let in', async (value, policy) => {
    expect((await settingsOf(`StrictHostKeyChecking ${value}`)).hostKeyPolicy).toBe(policy);
  });

  it.each([
    ['one server', 'bastion', ['me@bastion.net:2200', 'root@web1:22']],
    ['one with user and port', 'you@bastion:9', ['you@bastion.net:9', 'root@web1:22']],
    ['several, the first first', 'bastion,you@[::1]:7', ['me@bastion.net:2200', 'you@::1:7', 'root@web1:22']],
    ['a URI', 'ssh://you@bastion:9', ['you@bastion.net:9', 'root@web1:22']],
    ['one with a way of its own', 'inner', ['me@bastion.net:2200', 'in@inner:22', 'root@web1:22']],
    ['ways that are named over those of their own', 'x,inner', ['in@x:22', 'in@inner:22', 'root@web1:22']],
  ])('goes through %s', async (_what, jump, expected) => {
    const config = `Host bastion
      HostName bastion.net
      User me
      Port 2200
    Host inner
      ProxyJump bastion
    Host inner x
      User in`;
    const vars = { ansible_user: 'root', drover_proxy_jump: jump };
    expect(way(await settingsOf(config, vars))).toEqual(expected);
  });

  it.each(['-J b', '-o ProxyJump=b', '-oProxyJump=b', '-Jb', `-o 'ProxyJump b'`])(
    'reads a jump from ansible_ssh_common_args: %s',
    async (text) => {
      const settings = await settingsOf('', { ansible_user: 'root', ansible_ssh_common_args: text });
      expect(way(settings)).toEqual([`${userInfo().username}@b:22`, 'root@web1:22']);
    },
  );

  it.each([
    ['-o ForwardAgent=yes', '-o ForwardAgent=yes'],
    ['-J b -C', '-C'],
    ['-F /x', '-F'],
  ])('refuses other words for ssh: %s', async (text, shown) => {
    await expect(settingsOf('', { ansible_ssh_extra_args: text })).rejects.toThrow(
      `Host "web1", ansible_ssh_extra_args: "${shown}" is not supported: only -J and -o ProxyJump=… are`,
    );
  });

  it('keeps what is for the host alone from the servers on the way', async () => {
    const vars = {
      ansible_password: 'open sesame',
      ansible_private_key_file: '/key',
      drover_host_key: 'ssh-ed25519 AAAA',
      drover_known_hosts_file: '/mine',
      drover_proxy_jump: 'bastion',
    };
    const { via } = await settingsOf('', vars);
    expect(Object.keys(via ?? {})).not.toContain('password');
    expect(via).toMatchObject({ name: 'bastion', identityFiles: [], knownHostsFiles: ['/mine'] });
    expect(via).not.toHaveProperty('hostKey');
    expect(via).not.toHaveProperty('privateKeyFile');
  });

  it('fills a ProxyCommand in', async () => {
    const config = 'HostName 10.0.0.5\nUser me\nProxyCommand nc -x proxy%% %h %p # %r\n';
    expect((await settingsOf(config)).proxyCommand).toBe('nc -x proxy% 10.0.0.5 22 # me');
  });

  it.each([
    ['Host a\n  Port 1\nHost *\n  Port x', 'config:4: port must be a number from 1 to 65535, and is "x"'],
    ['User a b', 'config:1: user takes one value, and has more'],
    ['User', 'config:1: user has no value'],
    ['IdentityFile "a', 'config:1: identityfile has a quote that is not closed'],
    ['IdentityFile %z', '"%z" holds %z, which cannot stand there'],
    [`IdentityFile $\{NO_SUCH_VARIABLE}`, 'needs the environment variable NO_SUCH_VARIABLE'],
    ['IdentityFile ~other/key', `"~other/key" is in another user's home directory`],
    ['ConnectTimeout soon', 'config:1: connecttimeout must be a time such as 10 or 1m30s, and is "soon"'],
    ['ProxyJump a,,b', 'config:1: "" is no server to jump over'],
    [
      'ProxyJump bastion',
      /config:1: the way goes in a circle: \w+@web1:22 → \w+@bastion:22 → \w+@bastion:22/,
    ],
    ['Match\n', 'config:1: Match has no criterion'],
    ['RevokedHostKeys /x', 'config:1: revokedhostkeys is not supported here'],
    ['CanonicalizeHostname yes', 'config:1: canonicalizehostname is not supported here'],
    ['Match exec "true"\nUser x', 'config:1: Match exec is not supported here: user of '],
    ['Match tagged a\nProxyJump x', 'config:1: Match tagged is not supported here: proxyjump of '],
  ])('says where %j is wrong', async (config, message) => {
    const attempt = settingsOf(config);
    await expect(attempt).rejects.toThrow(DefinitionError);
    await expect(attempt).rejects.toThrow(message);
  });

  it.each([
    ['all else does not fit', 'Match host db1 exec "true"\nUser x'],
    ['nothing in it matters', 'Match exec "true"\nForwardAgent yes'],
    ['what it says is settled before', 'User y\nMatch exec "true"\nUser x'],
  ])('does not mind a Match that only OpenSSH can judge when %s', async (_when, config) => {
    await expect(settingsOf(config)).resolves.toMatchObject({ address: 'web1' });
  });
});

describe('readConfig', () => {
  it('says that a file which was named is not there', async () => {
    const path = '/no/such/config';
    const source = { path, directory: '/', isNamed: true, isGuarded: false };
    await expect(readConfig(source)).rejects.toThrow(`${path}: the ssh_config file cannot be read: ENOENT`);
    expect(await readConfig({ ...source, isNamed: false })).toEqual([]);
  });

  it('does not believe a file that others may write to', async () => {
    const directory = await scratchDirectory();
    const path = join(directory, 'config');
    await writeFile(path, 'User x');
    await chmod(path, 0o666);
    const source = { path, directory, isNamed: false, isGuarded: true };
    await expect(readConfig(source)).rejects.toThrow('others may write to this ssh_config file');
  });

  it('says so when a file includes itself', async () => {
    const directory = await scratchDirectory();
    const path = join(directory, 'config');
    await writeFile(path, 'Include config');
    const source = { path, directory, isNamed: true, isGuarded: false };
    await expect(readConfig(source)).rejects.toThrow(`${path}:1: Include goes too deep`);
  });
});
