import type { FirewallParams } from './params.ts';

/** A rule for packets that come in, with its service resolved to a port. */
export interface Rule {
  readonly action: FirewallParams['action'];
  /** Undefined: all ports. */
  readonly ports: string | undefined;
  readonly protocol: FirewallParams['protocol'];
  readonly source: string | undefined;
}

/** `port` is that of the service, as the host knows it. */
export function ruleOf(given: FirewallParams, port: string | undefined): Rule {
  const { action, protocol, source } = given;
  return { action, ports: given.port === undefined ? port : String(given.port), protocol, source };
}

/** A rule in words, by which it is known again. */
export function keyOf({ action, ports, protocol, source }: Rule): string {
  const what = ports === undefined ? [] : [protocol, ports];
  return [action, ...what, ...(source === undefined ? [] : ['from', source])].join(' ');
}

/** The rule of such words; undefined for others. */
export function ruleOfKey(key: string): Rule | undefined {
  const [, action, protocol = 'tcp', ports, source] =
    /^(accept|drop|reject)(?: (tcp|udp) ([\d-]+))?(?: from (\S+))?$/.exec(key) ?? [];
  if (action === undefined) return undefined;
  // The expression lets nothing else through.
  return { action: action as Rule['action'], protocol: protocol as Rule['protocol'], ports, source };
}
