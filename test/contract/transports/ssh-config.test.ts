import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryFor } from '../../../src/transports/ssh-config/entry-for.ts';
import { readConfig } from '../../../src/transports/ssh-config/read-config.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

const run = promisify(execFile);
const noSsh = process.env['CI'] !== 'true' && !existsSync('/usr/bin/ssh');
const localUser = userInfo().username;

interface Said {
  readonly hostName: string;
  readonly user: string;
  readonly port: number;
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  readonly identityAgent: string | undefined;
  readonly hostKeyAlias: string | undefined;
  readonly proxyJump: string | undefined;
  readonly proxyCommand: string | undefined;
  readonly policy: string;
  readonly connectTimeoutMs: number | undefined;
  readonly serverAliveMs: number | undefined;
  readonly userKnownHostsFiles: string | undefined;
}

async function openSsh(file: string, host: string, args: readonly string[]): Promise<Said> {
  const { stdout } = await run('ssh', ['-G', '-F', file, ...args, host]);
  const lines = stdout.split('\n').map((line) => /^(\S+) (.*)$/.exec(line) ?? []);
  const all = (keyword: string) => lines.flatMap(([, key, value = '']) => (key === keyword ? [value] : []));
  const one = (keyword: string) => all(keyword)[0];
  const seconds = (keyword: string) => {
    const number = Number(one(keyword));
    return number > 0 ? number * 1000 : undefined;
  };
  const files = all('identityfile');
  const known = one('userknownhostsfile');
  return {
    hostName: one('hostname') ?? '',
    user: one('user') ?? '',
    port: Number(one('port')),
    // Without any, it shows its default ones.
    identityFiles: files.includes('~/.ssh/id_rsa') ? [] : files,
    identitiesOnly: one('identitiesonly') === 'yes',
    identityAgent: one('identityagent'),
    hostKeyAlias: one('hostkeyalias'),
    proxyJump: one('proxyjump'),
    proxyCommand: one('proxycommand'),
    policy: one('stricthostkeychecking') === 'accept-new' ? 'accept-new' : 'strict',
    connectTimeoutMs: seconds('connecttimeout'),
    serverAliveMs: seconds('serveraliveinterval'),
    userKnownHostsFiles: known?.includes('known_hosts2') === true ? undefined : known,
  };
}

async function ours(file: string, directory: string, host: string, user: string | undefined): Promise<Said> {
  const nodes = await readConfig({ path: file, directory, isNamed: true, isGuarded: false });
  const settled = new Set(user === undefined ? [] : ['user']);
  const entry = entryFor([nodes], { name: host, user, localUser, settled });
  const none = (value: string | undefined) => (value?.toLowerCase() === 'none' ? undefined : value);
  return {
    hostName: entry.hostName,
    user: user ?? entry.user ?? localUser,
    port: entry.port ?? 22,
    identityFiles: entry.identityFiles,
    identitiesOnly: entry.identitiesOnly,
    identityAgent: entry.identityAgent,
    hostKeyAlias: entry.hostKeyAlias,
    proxyJump: none(entry.proxyJump?.value),
    proxyCommand: none(entry.proxyCommand?.value),
    policy: entry.hostKeyPolicy ?? 'strict',
    connectTimeoutMs: entry.connectTimeoutMs,
    serverAliveMs: entry.serverAliveMs,
    userKnownHostsFiles: entry.userKnownHostsFiles?.join(' '),
  };
}

const handMade: readonly (readonly [claim: string, text: string, host: string])[] = [
  ['the first value wins', 'Host a\nUser x\nHost *\nUser y\nPort 3\n', 'a'],
  ['a negated pattern keeps a host out', 'Host * !a\nUser x\nHost a\nPort 4', 'a'],
  ['a negated pattern alone fits nothing', 'Host !b\nUser x', 'a'],
  ['Host looks at letters as they are', 'Host A\nUser x\nHost a\nPort 7', 'A'],
  ['equals signs and quotes', 'Host=a\n User = "x"\nIdentityFile="b c"\n  Port="5"', 'a'],
  ['comments after a value', 'Host a # not this\n User x # nor this', 'a'],
  ['HostName with %h', 'Host web*\n HostName %h.Example.com', 'web1'],
  [
    'Match by the new name',
    'Host a\nHostName b.c\nMatch host b.c\nUser x\nMatch originalhost a\nPort 9',
    'a',
  ],
  ['Match by user, as set so far', 'Match user x\nPort 9\nHost a\nUser x\nMatch user x\nPort 8', 'a'],
  ['Match all', 'Host b\nUser y\nMatch all\nUser x', 'a'],
  ['Match with negation and lists', 'Match !host b,c originalhost a,d\nUser x\nMatch !all\nPort 5', 'a'],
  ['Match with equals signs', 'Match host=a user="root"\nPort 77', 'a'],
  ['Match final', 'Match final host a.b\nUser x\nHost a\nHostName a.b', 'a'],
  ['Host in the second look', 'Match final all\nHost a.b\nUser x\nHost a\nHostName a.b', 'a'],
  ['Match canonical without a second look', 'Match canonical\nUser x\nMatch !canonical\nUser y', 'a'],
  ['many identities, each once', 'IdentityFile a\nIdentityFile b\nIdentityFile a\nIdentitiesOnly yes', 'a'],
  ['ProxyJump before ProxyCommand', 'ProxyJump a,b@c:2\nProxyCommand nc %h %p', 'a'],
  ['ProxyCommand before ProxyJump', 'ProxyCommand nc "%h" %p # x\nProxyJump b', 'a'],
  ['ProxyJump none', 'Host a\nProxyJump none\nHost *\nProxyJump b', 'a'],
  ['ProxyJump with a comment', 'ProxyJump b # c', 'a'],
  ['times', 'ConnectTimeout 1m30\nServerAliveInterval 2h', 'a'],
  ['no time', 'ConnectTimeout none\nServerAliveInterval 0', 'a'],
  ['host keys', 'StrictHostKeyChecking accept-new\nHostKeyAlias x\nUserKnownHostsFile /a "/b c"', 'a'],
  ['the agent', 'IdentityAgent /x/y', 'a'],
  ['escapes', String.raw`IdentityFile a\ b` + '\n' + String.raw`IdentityFile "c\"d"`, 'a'],
  ['windows line ends', 'Host a\r\n  User x\r\n', 'a'],
];

describe.skipIf(noSsh)('ssh_config is read as OpenSSH reads it', () => {
  it.each(handMade)('%s', async (_claim, text, host) => {
    const directory = await scratchDirectory();
    const file = join(directory, 'config');
    await writeFile(file, text);
    expect(await ours(file, directory, host, undefined)).toEqual(await openSsh(file, host, []));
  });

  it('when a user is given', async () => {
    const directory = await scratchDirectory();
    const file = join(directory, 'config');
    await writeFile(file, 'Match user deploy\nPort 9\nHost a\nUser x');
    expect(await ours(file, directory, 'a', 'deploy')).toEqual(await openSsh(file, 'a', ['-l', 'deploy']));
  });

  it('with Include, in blocks that hold and that do not, and by pattern', async () => {
    const directory = await scratchDirectory();
    const file = join(directory, 'config');
    await mkdir(join(directory, 'd'));
    await writeFile(join(directory, 'd', 'b'), 'Host a\nPort 5\nUser late\n');
    await writeFile(join(directory, 'd', 'a'), 'User early\nHost *\nIdentityFile i');
    await writeFile(join(directory, 'd', '.c'), 'HostName hidden');
    await writeFile(join(directory, 'no'), 'Host *\nHostName wrong');
    await writeFile(
      file,
      `Host b\nInclude ${directory}/no\nHost a\nInclude ${directory}/d/* ${directory}/absent\nHostKeyAlias still-a`,
    );
    for (const host of ['a', 'b', 'c']) {
      expect(await ours(file, directory, host, undefined)).toEqual(await openSsh(file, host, []));
    }
  });

  it('whatever it says', { timeout: 120_000 }, async () => {
    const directory = await scratchDirectory();
    const file = join(directory, 'config');
    const name = fc.constantFrom('a', 'b', 'a.c', 'web1', 'A');
    const pattern = fc.constantFrom('a', 'b', '*', 'a*', '!a', '!b', 'web?', '?', '*.c', '!*.c', 'A');
    const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 });
    const criterion = fc
      .tuple(fc.constantFrom('host', 'originalhost', 'user', 'localuser', '!host', '!user'), patterns)
      .map(([key, list]) => `${key} ${list.join(',')}`);
    const block = fc.oneof(
      patterns.map((list) => `Host ${list.join(' ')}`),
      fc.array(criterion, { minLength: 1, maxLength: 2 }).map((list) => `Match ${list.join(' ')}`),
      fc.constantFrom('Match all', 'Match final', 'Match !final', 'Match canonical', 'Match final host a*'),
    );
    const setting = fc.oneof(
      fc.constantFrom('a', 'b', 'root', 'web?').map((user) => `User ${user}`),
      fc.constantFrom('a.c', '%h.c', 'b', 'B.d').map((host) => `HostName ${host}`),
      fc.integer({ min: 1, max: 65_535 }).map((port) => `Port ${port}`),
      fc.constantFrom('x', 'y', '~/z', '"v w"').map((path) => `IdentityFile ${path}`),
      fc.constantFrom(
        'ProxyJump none',
        'ProxyJump j',
        'ProxyJump j,u@k:3',
        'ProxyCommand nc %h',
        'ProxyCommand none',
      ),
      fc.constantFrom(
        'IdentitiesOnly yes',
        'IdentitiesOnly no',
        'HostKeyAlias q',
        'ConnectTimeout 5',
        'ServerAliveInterval 9',
      ),
      fc.constantFrom(
        'StrictHostKeyChecking yes',
        'StrictHostKeyChecking no',
        'StrictHostKeyChecking accept-new',
      ),
    );
    const config = fc.array(fc.oneof(block, setting, setting), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(config, name, async (lines, host) => {
        await writeFile(file, `${lines.join('\n')}\n`);
        expect(await ours(file, directory, host, undefined)).toEqual(await openSsh(file, host, []));
      }),
      { numRuns: 300 },
    );
  });
});
