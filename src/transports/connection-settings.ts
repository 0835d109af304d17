import { homedir, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DefinitionError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import { Secret } from '../core/secret.ts';

/** How to reach one host, read from its variables and found to be well formed. */
export interface ConnectionSettings {
  /** The host's name in the inventory. */
  readonly name: string;
  readonly connection: 'ssh' | 'local';
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly password?: Secret;
  readonly privateKeyFile?: string;
  readonly privateKeyPassphrase?: Secret;
  /** The only host key that is accepted: a public key line, or a `SHA256:` fingerprint. */
  readonly hostKey?: string;
  readonly hostKeyPolicy: 'strict' | 'accept-new';
  /** The first is written to; the others are only read. */
  readonly knownHostsFiles: readonly [string, ...string[]];
  readonly connectTimeoutMs: number;
  /** The POSIX shell that the session works in. */
  readonly shell: string;
  readonly becomeMethod: 'sudo';
  readonly becomePassword?: Secret;
}

const text = z.string({ error: 'must be text' }).min(1, 'must not be empty');

const secret = z.preprocess(
  (value) => (typeof value === 'string' ? new Secret(value) : value),
  z.instanceof(Secret, { error: 'must be text (in quotes, if it looks like a number) or a secret' }),
);

const path = text.transform((value) => resolve(value.replace(/^~(?=\/|$)/, () => homedir())));

const hostKey = text
  .trim()
  .regex(
    /^(SHA256:[A-Za-z0-9+/]{43}=?|(ssh|ecdsa)-[a-z0-9-]+ [A-Za-z0-9+/]+=*( .*)?)$/,
    'must be a public key line such as "ssh-ed25519 AAAA…", or a fingerprint such as "SHA256:…"',
  );

const variables = z.object({
  ansible_connection: z.enum(['ssh', 'local'], { error: 'must be ssh or local' }).default('ssh'),
  ansible_host: text.optional(),
  ansible_port: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be from 1 to 65535')
    .max(65_535, 'must be from 1 to 65535')
    .default(22),
  ansible_user: text.optional(),
  ansible_password: secret.optional(),
  ansible_private_key_file: path.optional(),
  ansible_ssh_private_key_passphrase: secret.optional(),
  ansible_become_method: z.literal('sudo', { error: 'must be sudo' }).default('sudo'),
  ansible_become_password: secret.optional(),
  drover_host_key: hostKey.optional(),
  drover_host_key_policy: z
    .enum(['strict', 'accept-new'], { error: 'must be strict or accept-new' })
    .default('strict'),
  drover_known_hosts_file: path.optional(),
  drover_connect_timeout_ms: z.coerce
    .number({ error: 'must be a number of milliseconds' })
    .int('must be a whole number of milliseconds')
    .min(1, 'must be from 1 to 3600000')
    .max(3_600_000, 'must be from 1 to 3600000')
    .default(10_000),
  drover_shell: text
    .regex(/^[\w./ -]+$/, 'must be the name or path of a shell, such as sh or /bin/bash')
    .default('sh'),
});

type Variable = keyof typeof variables.shape;

/** Older names that Ansible's inventories still use. */
const olderNames: Partial<Record<Variable, readonly string[]>> = {
  ansible_host: ['ansible_ssh_host'],
  ansible_port: ['ansible_ssh_port'],
  ansible_user: ['ansible_ssh_user'],
  ansible_password: ['ansible_ssh_password', 'ansible_ssh_pass'],
  ansible_private_key_file: ['ansible_ssh_private_key_file'],
  ansible_become_password: ['ansible_become_pass'],
};

/** Reads a host's connection variables. Throws a DefinitionError that names the host and every wrong variable. */
export function connectionSettings(host: Host): ConnectionSettings {
  const given = givenVariables(host);
  const parsed = variables.safeParse(Object.fromEntries(given.map(({ key, value }) => [key, value])));
  if (!parsed.success) throw wrong(host, parsed.error, given);
  const vars = parsed.data;
  return {
    name: host.name,
    connection: vars.ansible_connection,
    address: vars.ansible_host ?? host.name,
    port: vars.ansible_port,
    user: vars.ansible_user ?? localUser(host),
    hostKeyPolicy: vars.drover_host_key_policy,
    knownHostsFiles: knownHostsFiles(vars.drover_known_hosts_file),
    connectTimeoutMs: vars.drover_connect_timeout_ms,
    shell: vars.drover_shell,
    becomeMethod: vars.ansible_become_method,
    ...(vars.ansible_password && { password: vars.ansible_password }),
    ...(vars.ansible_private_key_file && { privateKeyFile: vars.ansible_private_key_file }),
    ...(vars.ansible_ssh_private_key_passphrase && {
      privateKeyPassphrase: vars.ansible_ssh_private_key_passphrase,
    }),
    ...(vars.drover_host_key && { hostKey: vars.drover_host_key }),
    ...(vars.ansible_become_password && { becomePassword: vars.ansible_become_password }),
  };
}

interface Given {
  readonly key: string;
  readonly name: string;
  readonly value: unknown;
}

function givenVariables({ vars }: Host): readonly Given[] {
  // The keys of the schema are its variables, by the type of the schema itself.
  const keys = Object.keys(variables.shape) as Variable[];
  return keys.flatMap((key) => {
    const names = [key, ...(olderNames[key] ?? [])];
    const name = names.find((one) => vars[one] !== undefined && vars[one] !== null);
    return name === undefined ? [] : [{ key, name, value: vars[name] }];
  });
}

function wrong(host: Host, error: z.ZodError, given: readonly Given[]): DefinitionError {
  const complaints = error.issues.map(({ path: [key], message }) => {
    const name = given.find((one) => one.key === key)?.name ?? String(key);
    return `${name} ${message}`;
  });
  return new DefinitionError(`Host "${host.name}": ${complaints.join('; ')}`, {
    hint: 'Correct the variable in the inventory, where the host or one of its groups sets it.',
  });
}

function knownHostsFiles(own: string | undefined): readonly [string, ...string[]] {
  if (own !== undefined) return [own];
  return [resolve(homedir(), '.ssh/known_hosts'), '/etc/ssh/ssh_known_hosts'];
}

function localUser(host: Host): string {
  try {
    return userInfo().username;
  } catch (cause) {
    throw new DefinitionError(
      `Host "${host.name}": ansible_user is not set, and the local user has no name`,
      {
        hint: 'Set ansible_user.',
        cause,
      },
    );
  }
}
