import { NothingMatchedError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import { nameMatcher } from './name-matcher.ts';

/** Where patterns are looked up. */
export interface Roster {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly groupNames: ReadonlySet<string>;
  readonly hostsOf: (group: string) => readonly Host[];
  /** The host that `localhost` stands for where the inventory does not name it. */
  readonly localhost: (name: string) => Host | undefined;
}

/**
 * The hosts that one part of a pattern matches, without its `!` or `&`, in order and not yet deduplicated. Throws a
 * DefinitionError when it cannot be read, a NothingMatchedError when its subscript is out of range.
 */
export function matchPattern(part: string, roster: Roster): readonly Host[] {
  const subscripted = part.startsWith('~') ? undefined : subscript.exec(part)?.groups;
  const { name = part, index, from, to } = subscripted ?? {};
  const found = hostsNamed(name, roster);
  if (subscripted === undefined || found.length === 0) return found;
  if (to === '') return found.slice(Number(from));
  // As in Ansible, where an end of 0 counts as none: [3:0] is [3].
  if (Number(to ?? 0) > 0) return found.slice(Number(from), Number(to) + 1);
  const one = found.at(Number(index ?? from));
  if (one !== undefined) return [one];
  throw new NothingMatchedError(`No hosts matched the subscripted pattern "${part}"`, {
    hint: `"${name}" matches ${found.length} hosts, and the first is [0].`,
  });
}

const subscript = /^(?<name>.+)\[(?:(?<index>-?[0-9]+)|(?<from>[0-9]+)[:-](?<to>[0-9]*))\]$/su;

/** Groups come first. Hosts are looked at when no group matched, and always for a glob or an expression. */
function hostsNamed(name: string, roster: Roster): readonly Host[] {
  const found = /[*?[]|^~/.test(name) ? matching(name, roster) : exactly(name, roster);
  if (found.length > 0) return found;
  const localhost = roster.localhost(name);
  return localhost === undefined ? [] : [localhost];
}

function exactly(name: string, { groupNames, hosts, hostsOf }: Roster): readonly Host[] {
  const isGroup = groupNames.has(name);
  const members = isGroup ? hostsOf(name) : [];
  const host = isGroup && !name.includes('.') ? undefined : hosts.get(name);
  return host === undefined ? members : [...members, host];
}

function matching(pattern: string, { groupNames, hosts, hostsOf }: Roster): readonly Host[] {
  const matches = nameMatcher(pattern);
  const members = [...groupNames].filter(matches).flatMap((name) => hostsOf(name));
  return [...members, ...[...hosts.values()].filter(({ name }) => matches(name))];
}
