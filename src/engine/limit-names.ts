import { DefinitionError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';

/**
 * What a host shares with others, so that a limit may be set on how many of them are at work at a time: its groups,
 * what its variable `drover_limits` names, and `bastion:NAME` when the way to it begins there.
 * Throws a DefinitionError when the variable is no list of names.
 */
export function limitNames(host: Host): readonly string[] {
  const groups = host.groups.filter((group) => group !== 'ungrouped');
  return [...new Set([...groups, ...ownNames(host), ...bastionOf(host)])];
}

function ownNames({ name, vars: { drover_limits: own = [] } }: Host): readonly string[] {
  const names: unknown = typeof own === 'string' ? own.split(',').map((one) => one.trim()) : own;
  if (Array.isArray(names) && names.every((one) => typeof one === 'string' && one !== '')) return names;
  throw new DefinitionError(`drover_limits of ${name} must be a list of names, such as [rack-a, mirror]`);
}

/** The first hop, without the user and the port: one machine has one sshd to spare. */
function bastionOf({ firstHop, vars: { drover_proxy_jump: jump } }: Host): readonly string[] {
  const [first] = firstHop === undefined && typeof jump === 'string' ? jump.split(',') : [firstHop];
  if (first === undefined || first === 'none') return [];
  const machine = first
    .trim()
    .replace(/^ssh:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/^\[(.*)\](:\d+)?$|^([^:]*):\d+$/, '$1$3');
  return machine === '' ? [] : [`bastion:${machine}`];
}
