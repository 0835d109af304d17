import { configError } from './config-error.ts';
import type { ConfigLine } from './config-line.ts';
import { flag, oneWord, portNumber, timeMs, words } from './config-values.ts';
import type { MatchSubject } from './criteria.ts';
import { addEffective, type EffectiveLines } from './effective-lines.ts';
import { expandTokens } from './expand-tokens.ts';
import type { ConfigNode } from './read-config.ts';
import type { Located, SshConfigEntry } from './ssh-config-entry.ts';

export interface EntryWanted {
  /** As it would be given to `ssh`. */
  readonly name: string;
  /** The user, where it is settled elsewhere. */
  readonly user?: string | undefined;
  readonly localUser: string;
  /** Keywords, in lower case, that are settled elsewhere. */
  readonly settled: ReadonlySet<string>;
}

/** What files of ssh_config, the user's first, say about a destination. Throws a DefinitionError with file and line. */
export function entryFor(files: readonly (readonly ConfigNode[])[], wanted: EntryWanted): SshConfigEntry {
  const lines: EffectiveLines = new Map();
  const look = (host: string, settled: ReadonlySet<string>, isFinal: boolean) => {
    const subject = (soFar: EffectiveLines): MatchSubject => ({
      host: isFinal ? host : hostNameOf(soFar, wanted.name),
      original: wanted.name,
      user: wanted.user ?? one(soFar, 'user', oneWord) ?? wanted.localUser,
      localUser: wanted.localUser,
      isFinal,
    });
    for (const nodes of files) addEffective(lines, nodes, { host, subject, settled });
  };
  look(wanted.name, wanted.settled, false);
  const hostName = hostNameOf(lines, wanted.name);
  // As OpenSSH: `Match final` anywhere means a second look, by the name that was found, which then stays.
  if (files.some(asksForFinal)) look(hostName, new Set([...wanted.settled, 'hostname']), true);
  refuseUnsupported(lines);
  return entryOf(lines, hostName);
}

function asksForFinal(nodes: readonly ConfigNode[]): boolean {
  return nodes.some(
    ({ keyword, rest, included }) =>
      (keyword === 'match' && /(^|[\s!])final(\s|$)/i.test(rest)) || included.some(asksForFinal),
  );
}

function hostNameOf(lines: EffectiveLines, name: string): string {
  const [line] = lines.get('hostname') ?? [];
  return (line === undefined ? name : expandTokens(oneWord(line), { h: name }, line.at)).toLowerCase();
}

/** What would decide whether the server is the right one, or which it is, and cannot be followed here. */
function refuseUnsupported(lines: EffectiveLines): void {
  for (const keyword of ['revokedhostkeys', 'canonicalizehostname']) {
    const [line] = lines.get(keyword) ?? [];
    if (line === undefined || /^(no|none|false)$/i.test(oneWord(line))) continue;
    throw configError(
      line.at,
      `${keyword} is not supported here`,
      'Connect with ansible_connection: openssh.',
    );
  }
}

function entryOf(lines: EffectiveLines, hostName: string): SshConfigEntry {
  return {
    hostName,
    user: one(lines, 'user', oneWord),
    port: one(lines, 'port', portNumber),
    identityFiles: (lines.get('identityfile') ?? []).map(oneWord),
    identitiesOnly: one(lines, 'identitiesonly', flag) ?? false,
    identityAgent: one(lines, 'identityagent', oneWord),
    hostKeyAlias: one(lines, 'hostkeyalias', oneWord),
    userKnownHostsFiles: one(lines, 'userknownhostsfile', words),
    globalKnownHostsFiles: one(lines, 'globalknownhostsfile', words),
    hostKeyPolicy: one(lines, 'stricthostkeychecking', policy),
    connectTimeoutMs: one(lines, 'connecttimeout', timeMs),
    serverAliveMs: one(lines, 'serveraliveinterval', timeMs),
    proxyJump: proxyOf(lines, 'proxyjump'),
    proxyCommand: proxyOf(lines, 'proxycommand'),
  };
}

function one<T>(lines: EffectiveLines, keyword: string, read: (line: ConfigLine) => T): T | undefined {
  const [line] = lines.get(keyword) ?? [];
  return line === undefined ? undefined : read(line);
}

function proxyOf(lines: EffectiveLines, keyword: string): Located | undefined {
  const [line] = lines.get(keyword) ?? [];
  if (line === undefined) return undefined;
  const value = (keyword === 'proxyjump' ? line.rest.replace(/#.*$/s, '') : line.rest).trim();
  if (value === '') throw configError(line.at, `${keyword} has no value`);
  return { value, at: line.at };
}

/** There is no question in the middle of a run: what would ask, or let anyone in, is strict. */
function policy(line: ConfigLine): 'strict' | 'accept-new' {
  return oneWord(line).toLowerCase() === 'accept-new' ? 'accept-new' : 'strict';
}
