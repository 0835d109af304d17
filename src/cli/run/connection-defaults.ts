import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import type { Host, Inventory } from '../../core/host.ts';
import type { ConnectionFlags } from '../commands/options/connection-options.ts';

interface Default {
  readonly flag: string;
  readonly variable: string;
  /** Other names of the variable: one that is set stands over the flag, too. */
  readonly older: readonly string[];
  readonly value: string | number;
}

/**
 * The inventory with the flags' values in the connection variables that it leaves open, as in Ansible: any variable
 * stands over a flag. Throws a UsageError when the key is not there.
 */
export function connectionDefaults(inventory: Inventory, flags: ConnectionFlags): Inventory {
  const defaults = defaultsOf(flags);
  if (defaults.length === 0) return inventory;
  const known = new Map<Host, Host>();
  const complete = (host: Host): Host => {
    const made = known.get(host) ?? completed(host, defaults);
    known.set(host, made);
    return made;
  };
  return {
    hosts: inventory.hosts.map(complete),
    select: (pattern) => inventory.select(pattern).map(complete),
  };
}

function defaultsOf({ user, privateKey, timeout }: ConnectionFlags): readonly Default[] {
  const key = privateKey === undefined ? undefined : keyFile(privateKey);
  const wanted = [
    { flag: '--user', variable: 'ansible_user', older: ['ansible_ssh_user'], value: user },
    {
      flag: '--private-key',
      variable: 'ansible_private_key_file',
      older: ['ansible_ssh_private_key_file'],
      value: key,
    },
    {
      flag: '--timeout',
      variable: 'drover_connect_timeout_ms',
      older: ['ansible_timeout', 'ansible_ssh_timeout'],
      value: timeout === undefined ? undefined : timeout * 1000,
    },
  ];
  return wanted.flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]));
}

function keyFile(given: string): string {
  const file = resolve(given.replace(/^~(?=\/|$)/, () => homedir()));
  try {
    accessSync(file, constants.R_OK);
    return file;
  } catch (cause) {
    throw new UsageError(`--private-key "${given}" cannot be read`, {
      hint: 'Name the file of a private key, such as ~/.ssh/id_ed25519.',
      cause,
    });
  }
}

function completed(host: Host, defaults: readonly Default[]): Host {
  let vars: Host['vars'] | undefined;
  const open = () => defaults.filter(({ variable, older }) => !isSet(host, [variable, ...older]));
  return {
    name: host.name,
    groups: host.groups,
    get vars() {
      vars ??= { ...host.vars, ...Object.fromEntries(open().map((one) => [one.variable, one.value])) };
      return vars;
    },
    originOf: (name) => host.originOf?.(name) ?? open().find(({ variable }) => variable === name)?.flag,
  };
}

/** Null is what the transports take for not set. */
function isSet({ vars }: Host, names: readonly string[]): boolean {
  return names.some((name) => vars[name] !== undefined && vars[name] !== null);
}
