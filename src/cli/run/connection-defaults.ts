import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import type { Host, Inventory } from '../../core/host.ts';
import type { Secret } from '../../core/secret.ts';
import type { ConnectionFlags } from '../commands/options/connection-options.ts';

interface Default {
  readonly flag: string;
  readonly variable: string;
  /** Other names of the variable: one that is set stands over the flag, too. */
  readonly older: readonly string[];
  readonly value: string | number | Secret;
}

export interface ConnectionWishes extends ConnectionFlags {
  readonly becomeMethod?: string;
  /** To log in with. */
  readonly password?: Secret | undefined;
}

/**
 * The inventory with the flags' values in the connection variables that it leaves open, as in Ansible: any variable
 * stands over a flag. Throws a UsageError when the key is not there.
 */
export function connectionDefaults(inventory: Inventory, flags: ConnectionWishes): Inventory {
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

type Wanted = Omit<Default, 'value'> & { readonly value: Default['value'] | undefined };

function defaultsOf(flags: ConnectionWishes): readonly Default[] {
  const { privateKey, timeout } = flags;
  const wanted: readonly Wanted[] = [
    { ...names('--connection', 'ansible_connection'), value: flags.connection },
    { ...names('--user', 'ansible_user', 'ansible_ssh_user'), value: flags.user },
    {
      ...names('--private-key', 'ansible_private_key_file', 'ansible_ssh_private_key_file'),
      value: privateKey === undefined ? undefined : keyFile(privateKey),
    },
    {
      ...names('--ask-pass', 'ansible_password', 'ansible_ssh_password', 'ansible_ssh_pass'),
      value: flags.password,
    },
    {
      ...names('--timeout', 'drover_connect_timeout_ms', 'ansible_timeout', 'ansible_ssh_timeout'),
      value: timeout === undefined ? undefined : timeout * 1000,
    },
    { ...names('--ssh-common-args', 'ansible_ssh_common_args'), value: flags.sshCommonArgs },
    { ...names('--ssh-extra-args', 'ansible_ssh_extra_args'), value: flags.sshExtraArgs },
    { ...names('--become-method', 'ansible_become_method'), value: flags.becomeMethod },
  ];
  return wanted.flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]));
}

function names(flag: string, variable: string, ...older: readonly string[]): Omit<Default, 'value'> {
  return { flag, variable, older };
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
