import { RefusedError } from '../../core/errors.ts';
import type { Backend } from './backend-state.ts';
import type { Ruleset } from './nft-text.ts';
import type { OwnConnection } from './own-connection.ts';
import type { FirewallParams } from './params.ts';
import { type Rule, ruleOfKey } from './rule.ts';
import { isShutOut, type Order } from './shut-out.ts';
import { ruleOfUfwWords, ufwWords } from './words.ts';

/** The table in the order of its rules: what denies comes first. */
export function orderOfTable({ keys, policy }: Ruleset): Order {
  const rules = keys.flatMap((key) => ruleOfKey(key) ?? []);
  const isDenied = ({ action }: Rule) => action !== 'accept';
  return { rules: [...rules.filter(isDenied), ...rules.filter((rule) => !isDenied(rule))], policy };
}

/**
 * The order once a program of the firewall has made the change. Of firewalld only that change is looked at: with a rule
 * that lets in, what it was about counts as denied.
 */
export function orderOfProgram(
  backend: Backend,
  rule: Rule,
  { state, policy, service }: FirewallParams,
): Order {
  const isThere = state === 'present';
  if (backend.is === 'ufw') {
    const rulesOf = (lines: readonly string[]) => lines.flatMap((words) => ruleOfUfwWords(words) ?? []);
    if (policy !== undefined) return { rules: rulesOf(backend.added), policy };
    const own = ufwWords(rule).join(' ');
    const others = rulesOf(backend.added.filter((words) => words !== own));
    const first = rule.action === 'accept' ? [...others, rule] : [rule, ...others];
    return { rules: isThere ? first : others, policy: backend.policy };
  }
  const isUnknown = service !== undefined && rule.ports === undefined;
  const denies = isThere !== (rule.action === 'accept');
  return { rules: isUnknown || !denies ? [] : [{ ...rule, action: 'drop' }], policy: 'accept' };
}

/** Throws a RefusedError where, after the change, a new connection like ours would not be let in. */
export function refuseShutOut(
  order: Order,
  own: OwnConnection,
  { state, action, policy }: FirewallParams,
): void {
  if (!isShutOut(order, own)) return;
  const { client, port } = own;
  const isRule = policy === undefined && state === 'present' && action !== 'accept';
  throw new RefusedError(
    `This would shut out SSH to port ${port} from ${client}, by which Drover comes to this host`,
    {
      hint: isRule
        ? `Give a source that leaves out ${client}, or come to the host by another port.`
        : `Put a task before that lets it in: firewall('SSH is let in', { port: ${port} }).`,
    },
  );
}
