import type { Edited } from '../shared/edit-steps.ts';
import { keyOf, type Rule, ruleOfKey } from './rule.ts';

/** Where the table is kept; nftables.conf includes it. */
export const rulesFile = '/etc/nftables-drover.conf';

/** What a table lets in. */
export interface Ruleset {
  readonly policy: 'accept' | 'drop';
  /** In words of `keyOf`, sorted. */
  readonly keys: readonly string[];
}

/** Reads the rules by their comments, from the file and from what `nft list` says alike. */
export function rulesetIn(text: string): Ruleset {
  const comments = [...text.matchAll(/ comment "([^"]+)"/g)].map(([, key = '']) => key);
  return {
    policy: /^\s*type filter hook input .*policy drop;/m.test(text) ? 'drop' : 'accept',
    keys: comments.filter((key) => ruleOfKey(key) !== undefined).toSorted(),
  };
}

/** The file with a rule more or less, or with another policy. */
export function withRuleset(text: string, change: (ruleset: Ruleset) => Ruleset, words: string): Edited {
  const before = rulesetIn(text);
  const after = change(before);
  const isSame = before.policy === after.policy && before.keys.join() === after.keys.join();
  return isSame ? { text, words: '' } : { text: textOf(after), words };
}

export function withRule({ policy, keys }: Ruleset, rule: Rule, state: 'present' | 'absent'): Ruleset {
  const key = keyOf(rule);
  const others = keys.filter((one) => one !== key);
  return { policy, keys: (state === 'present' ? [...others, key] : others).toSorted() };
}

/** Loading it replaces the table in one step, and touches no other. */
function textOf({ policy, keys }: Ruleset): string {
  const rules = keys.flatMap((key) => ruleOfKey(key) ?? []);
  const denied = rules.filter(({ action }) => action !== 'accept');
  const accepted = rules.filter(({ action }) => action === 'accept');
  const needed = [
    'ct state established,related accept',
    'iif "lo" accept',
    'meta l4proto { icmp, ipv6-icmp } accept',
  ];
  const lines = [
    ...(policy === 'drop' ? needed : []),
    ...[...denied, ...accepted].map((rule) => `${expressionOf(rule)} comment "${keyOf(rule)}"`),
  ];
  return `#!/usr/sbin/nft -f
# Kept by the module firewall of Drover: it knows its rules by their comments, and keeps nothing else.
table inet drover
delete table inet drover
table inet drover {
\tchain input {
\t\ttype filter hook input priority filter; policy ${policy};
${lines.map((line) => `\t\t${line}\n`).join('')}\t}
}
`;
}

function expressionOf({ action, ports, protocol, source }: Rule): string {
  return [
    ...(source === undefined ? [] : [source.includes(':') ? 'ip6' : 'ip', 'saddr', source]),
    ...(ports === undefined ? [] : [protocol, 'dport', ports]),
    action,
  ].join(' ');
}

/** nftables.conf, with the rules in it. */
export function withInclude(text: string): Edited {
  const line = `include "${rulesFile}"`;
  if (text.split('\n').some((one) => one.trim() === line)) return { text, words: '' };
  const head = text === '' ? '#!/usr/sbin/nft -f\n\n' : text.replace(/([^\n])$/, '$1\n');
  return { text: `${head}${line}\n`, words: `includes ${rulesFile}` };
}
