import { configError } from './config-error.ts';
import type { ConfigLine } from './config-line.ts';
import { type MatchSubject, matchCriteria, type Validity } from './criteria.ts';
import { fitsList } from './fits-list.ts';
import type { ConfigNode } from './read-config.ts';
import { splitArguments } from './split-arguments.ts';

/** Which lines hold for a host, under their keyword: the first, and for IdentityFile all. */
export type EffectiveLines = Map<string, readonly ConfigLine[]>;

export interface Destination {
  /** What `Host` lines are held against. */
  readonly host: string;
  readonly subject: (lines: EffectiveLines) => MatchSubject;
  /** What is settled elsewhere: such lines do not matter. */
  readonly settled: ReadonlySet<string>;
}

/** What is read of ssh_config. All else, such as forwarding, does not matter here. */
const keywords: ReadonlySet<string> = new Set([
  'canonicalizehostname',
  'connecttimeout',
  'globalknownhostsfile',
  'hostkeyalias',
  'hostname',
  'identitiesonly',
  'identityagent',
  'identityfile',
  'port',
  'proxycommand',
  'proxyjump',
  'revokedhostkeys',
  'serveraliveinterval',
  'stricthostkeychecking',
  'user',
  'userknownhostsfile',
]);

/** Adds the lines of a file that hold for a destination; what is there already stays. */
export function addEffective(
  lines: EffectiveLines,
  nodes: readonly ConfigNode[],
  destination: Destination,
): void {
  walk(lines, nodes, destination, 'yes');
}

/** `outer` is what holds for the block in which the file was included: nothing in it can hold more than that. */
function walk(
  lines: EffectiveLines,
  nodes: readonly ConfigNode[],
  destination: Destination,
  outer: Validity,
): void {
  let valid = outer;
  for (const node of nodes) {
    if (node.keyword === 'host') {
      valid = weaker(outer, hostFits(node, destination.host));
    } else if (node.keyword === 'match') {
      valid = weaker(outer, matchCriteria(node, destination.subject(lines)));
    } else if (node.keyword === 'include') {
      for (const included of node.included) walk(lines, included, destination, valid);
    } else if (valid !== 'no' && keywords.has(node.keyword)) {
      if (!destination.settled.has(node.keyword)) add(lines, node, valid);
    }
  }
}

function add(lines: EffectiveLines, line: ConfigLine, valid: Exclude<Validity, 'no'>): void {
  const { keyword } = line;
  const before = lines.get(keyword) ?? [];
  if (keyword !== 'identityfile' && (before.length > 0 || isExcluded(lines, keyword))) return;
  if (valid !== 'yes') {
    throw configError(
      valid.unknown,
      `${keyword} of ${line.at} may hold for this host or not`,
      'Write the block without it, or connect with ansible_connection: openssh.',
    );
  }
  const isThere = before.some(({ rest }) => rest === line.rest);
  if (!isThere) lines.set(keyword, [...before, line]);
}

/** ProxyJump and ProxyCommand exclude each other, whichever comes first; but for `ProxyJump none`. */
function isExcluded(lines: EffectiveLines, keyword: string): boolean {
  if (keyword === 'proxyjump') return lines.has('proxycommand');
  const [jump] = keyword === 'proxycommand' ? (lines.get('proxyjump') ?? []) : [];
  return jump !== undefined && !/^none\b/i.test(jump.rest);
}

function weaker(outer: Validity, inner: Validity): Validity {
  if (outer === 'no' || inner === 'no') return 'no';
  return outer === 'yes' ? inner : outer;
}

function hostFits({ rest, at }: ConfigLine, host: string): Validity {
  const patterns = splitArguments(rest);
  if (patterns === undefined || patterns.length === 0) throw configError(at, 'Host names no host');
  return fitsList(host, patterns) ? 'yes' : 'no';
}
