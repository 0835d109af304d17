import type { Host } from '../core/host.ts';
import { matchPattern, type Roster } from './match-pattern.ts';

/** The hosts that the parts of a pattern select: first the plain ones, then `&`, then `!`, however they are ordered. */
export function selectHosts(parts: readonly string[], roster: Roster): readonly Host[] {
  const required = parts.filter((part) => part.startsWith('&'));
  const excluded = parts.filter((part) => part.startsWith('!'));
  const plain = parts.filter((part) => !/^[&!]/.test(part));
  const selected = new Set(
    (plain.length > 0 ? plain : ['all']).flatMap((part) => {
      // A name that a host has means the host, even where a group has it too.
      const host = roster.hosts.get(part);
      return host === undefined ? matchPattern(part, roster) : [host];
    }),
  );
  const named = (part: string) => new Set(matchPattern(part.slice(1), roster));
  const within = required.map(named);
  const without = new Set(excluded.flatMap((part) => [...named(part)]));
  return [...selected].filter((host) => within.every((hosts) => hosts.has(host)) && !without.has(host));
}
