import { homedir, hostname, userInfo } from 'node:os';
import type { ConnectionSettings } from './connection-settings.ts';
import { localUser } from './local-user.ts';
import { configError } from './ssh-config/config-error.ts';
import { entryFor } from './ssh-config/entry-for.ts';
import { expandPath } from './ssh-config/expand-path.ts';
import { expandTokens } from './ssh-config/expand-tokens.ts';
import { type Jump, jumpList } from './ssh-config/jump-list.ts';
import { jumpOfArguments } from './ssh-config/jump-of-arguments.ts';
import type { ConfigNode } from './ssh-config/read-config.ts';
import type { Located, SshConfigEntry } from './ssh-config/ssh-config-entry.ts';
import type { SshSettings } from './ssh-settings.ts';
import { withoutGaps } from './without-gaps.ts';

/** A server, the wanted one or one on the way. */
interface Target {
  /** Its name in messages. */
  readonly name: string;
  readonly to: Jump;
  /** What is said about the way outside of ssh_config. */
  readonly jumps: readonly Jump[] | undefined;
  /** The servers after it, whose way it is on. */
  readonly onTheWayTo: readonly string[];
}

interface Context {
  /** Variables of the wanted host that hold for the whole way: which host keys are known, and how long to wait. */
  readonly given: Pick<ConnectionSettings, 'hostKeyPolicy' | 'knownHostsFile' | 'connectTimeoutMs'>;
  readonly files: readonly (readonly ConfigNode[])[];
  /** Keywords of ssh_config that variables settle for the whole way. */
  readonly settled: readonly string[];
  readonly localUser: string;
}

/**
 * Puts variables, ssh_config and defaults together as `ssh` would, for the host and each server on the way to it.
 * Throws a DefinitionError that says what is wrong, and where.
 */
export function sshSettingsOf(
  given: ConnectionSettings,
  files: readonly (readonly ConfigNode[])[],
): SshSettings {
  const { name, address: host, user, port } = given;
  const jump = jumpGiven(given);
  const target: Target = {
    name,
    to: { host, ...withoutGaps({ user, port }) },
    jumps: jump && jumpList(jump),
    onTheWayTo: [],
  };
  const context = { given, files, settled: settledBy(given), localUser: localUser(name) };
  const { password, privateKeyFile, privateKeyPassphrase, hostKey } = given;
  return {
    ...settingsFor(target, context),
    ...withoutGaps({ password, privateKeyFile, privateKeyPassphrase, hostKey }),
  };
}

function jumpGiven({ name, proxyJump, sshArguments }: ConnectionSettings): Located | undefined {
  if (proxyJump !== undefined) return { value: proxyJump, at: `Host "${name}", drover_proxy_jump` };
  return jumpOfArguments(name, sshArguments);
}

function settledBy(given: ConnectionSettings): readonly string[] {
  const knownHosts = ['userknownhostsfile', 'globalknownhostsfile'];
  return [
    ...(given.hostKeyPolicy === undefined ? [] : ['stricthostkeychecking']),
    ...(given.knownHostsFile === undefined ? [] : knownHosts),
    ...(given.connectTimeoutMs === undefined ? [] : ['connecttimeout']),
  ];
}

function settingsFor(target: Target, context: Context): SshSettings {
  const { to } = target;
  const entry = entryOf(target, context);
  const port = to.port ?? entry.port ?? 22;
  const user = to.user ?? entry.user ?? context.localUser;
  const tokens = tokensOf(target, entry, { port, user, localUser: context.localUser });
  const place = `${user}@${entry.hostName}:${port}`;
  if (target.onTheWayTo.includes(place)) throw circle(target, entry, place);
  return {
    name: target.name,
    address: entry.hostName,
    port,
    user,
    identityFiles: pathsOf(entry.identityFiles, tokens, 'IdentityFile'),
    identitiesOnly: entry.identitiesOnly,
    ...trustOf(context.given, entry, tokens),
    ...withoutGaps({ keepaliveMs: entry.serverAliveMs, hostKeyAlias: entry.hostKeyAlias }),
    ...agentOf(entry, tokens),
    ...wayOf(target, context, { entry, tokens, place }),
  };
}

function entryOf({ to, jumps }: Target, { files, settled, localUser: own }: Context): SshConfigEntry {
  const given = (['user', 'port'] as const).filter((keyword) => to[keyword] !== undefined);
  const way = jumps === undefined ? [] : ['proxyjump', 'proxycommand'];
  return entryFor(files, {
    name: to.host,
    user: to.user,
    localUser: own,
    settled: new Set([...settled, ...given, ...way]),
  });
}

/** Which host keys are known, and how long to wait. */
function trustOf(
  given: Context['given'],
  entry: SshConfigEntry,
  tokens: Tokens,
): Pick<SshSettings, 'hostKeyPolicy' | 'knownHostsFiles' | 'connectTimeoutMs'> {
  return {
    hostKeyPolicy: given.hostKeyPolicy ?? entry.hostKeyPolicy ?? 'strict',
    knownHostsFiles: knownHostsFiles(given.knownHostsFile, entry, tokens),
    connectTimeoutMs: given.connectTimeoutMs ?? entry.connectTimeoutMs ?? 10_000,
  };
}

interface Found {
  readonly entry: SshConfigEntry;
  readonly tokens: Tokens;
  readonly place: string;
}

/** As `ssh`: the last server of the list is the one before the target, and the others lead there. */
function wayOf(
  { jumps: given, onTheWayTo }: Target,
  context: Context,
  { entry, tokens, place }: Found,
): Pick<SshSettings, 'via' | 'proxyCommand'> {
  const jumps = given ?? (entry.proxyJump && jumpList(entry.proxyJump)) ?? [];
  const last = jumps.at(-1);
  if (last !== undefined) {
    const before = jumps.slice(0, -1);
    const target: Target = {
      name: last.host,
      to: last,
      jumps: before.length === 0 ? undefined : before,
      onTheWayTo: [...onTheWayTo, place],
    };
    return { via: settingsFor(target, context) };
  }
  const command = entry.proxyCommand;
  if (command === undefined || command.value.toLowerCase() === 'none') return {};
  const { h, n, p, r } = tokens;
  return { proxyCommand: expandTokens(command.value, { h, n, p, r }, command.at) };
}

function circle({ to, onTheWayTo }: Target, { proxyJump }: SshConfigEntry, place: string) {
  const at = proxyJump?.at ?? 'ProxyJump';
  return configError(
    at,
    `the way goes in a circle: ${[...onTheWayTo, place].join(' → ')}`,
    `Write "ProxyJump none" for ${to.host} in a Host block before it.`,
  );
}

type Tokens = Readonly<Record<'d' | 'h' | 'i' | 'k' | 'L' | 'l' | 'n' | 'p' | 'r' | 'u', string>>;

function tokensOf(
  { to }: Target,
  { hostName, hostKeyAlias }: SshConfigEntry,
  {
    port,
    user,
    localUser: own,
  }: { readonly port: number; readonly user: string; readonly localUser: string },
): Tokens {
  const here = hostname();
  return {
    d: homedir(),
    h: hostName,
    i: String(userInfo().uid),
    k: hostKeyAlias ?? to.host,
    L: here.replace(/\..*$/, ''),
    l: here,
    n: to.host,
    p: String(port),
    r: user,
    u: own,
  };
}

function pathsOf(paths: readonly string[], tokens: Tokens, keyword: string): readonly string[] {
  return paths
    .filter((path) => path.toLowerCase() !== 'none')
    .map((path) => expandPath(path, tokens, `ssh_config, ${keyword}`));
}

function knownHostsFiles(
  own: string | undefined,
  { userKnownHostsFiles, globalKnownHostsFiles }: SshConfigEntry,
  tokens: Tokens,
): readonly [string, ...string[]] {
  if (own !== undefined) return [own];
  const ofUser = pathsOf(userKnownHostsFiles ?? ['~/.ssh/known_hosts'], tokens, 'UserKnownHostsFile');
  const ofAll = pathsOf(
    globalKnownHostsFiles ?? ['/etc/ssh/ssh_known_hosts'],
    tokens,
    'GlobalKnownHostsFile',
  );
  const [first = '/dev/null', ...others] = ofUser;
  return [first, ...others, ...ofAll];
}

function agentOf({ identityAgent }: SshConfigEntry, tokens: Tokens): Pick<SshSettings, 'agentSocket'> {
  if (identityAgent === undefined || identityAgent === 'SSH_AUTH_SOCK') return {};
  if (identityAgent.toLowerCase() === 'none') return { agentSocket: '' };
  const [, variable] = /^\$(\w+)$/.exec(identityAgent) ?? [];
  if (variable !== undefined) return { agentSocket: process.env[variable] ?? '' };
  return { agentSocket: expandPath(identityAgent, tokens, 'ssh_config, IdentityAgent') };
}
