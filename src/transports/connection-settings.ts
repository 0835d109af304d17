import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DefinitionError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import { Secret } from '../core/secret.ts';
import { withoutGaps } from './without-gaps.ts';

/** How to reach one host, as its variables say it and found to be well formed; what they leave open is not set. */
export interface ConnectionSettings {
  /** The host's name in the inventory. */
  readonly name: string;
  readonly connection: 'ssh' | 'openssh' | 'local';
  /** What would be given to `ssh`: an address, or a name that ssh_config may know. */
  readonly address: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: Secret;
  readonly privateKeyFile?: string;
  readonly privateKeyPassphrase?: Secret;
  /** The only host key that is accepted: a public key line, or a `SHA256:` fingerprint. */
  readonly hostKey?: string;
  readonly hostKeyPolicy?: 'strict' | 'accept-new';
  readonly knownHostsFile?: string;
  readonly connectTimeoutMs?: number;
  /** A file, or `none`. */
  readonly sshConfigFile?: string;
  /** A list such as `bastion,admin@inner:2222`, or `none`. */
  readonly proxyJump?: string;
  /** `ansible_ssh_common_args` and `ansible_ssh_extra_args`, as they stand there. */
  readonly sshArguments: readonly SshArguments[];
  /** The POSIX shell that the session works in. */
  readonly shell: string;
  readonly becomeMethod: 'sudo' | 'su' | 'doas';
  readonly becomePassword?: Secret;
}

export interface SshArguments {
  readonly variable: string;
  readonly text: string;
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
  ansible_connection: z
    .enum(['ssh', 'openssh', 'local'], { error: 'must be ssh, openssh or local' })
    .default('ssh'),
  ansible_host: text.optional(),
  ansible_port: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be from 1 to 65535')
    .max(65_535, 'must be from 1 to 65535')
    .optional(),
  ansible_user: text.optional(),
  ansible_password: secret.optional(),
  ansible_private_key_file: path.optional(),
  ansible_ssh_private_key_passphrase: secret.optional(),
  ansible_become_method: z
    .enum(['sudo', 'su', 'doas'], { error: 'must be sudo, su or doas' })
    .default('sudo'),
  ansible_become_password: secret.optional(),
  drover_host_key: hostKey.optional(),
  drover_host_key_policy: z
    .enum(['strict', 'accept-new'], { error: 'must be strict or accept-new' })
    .optional(),
  drover_known_hosts_file: path.optional(),
  drover_connect_timeout_ms: z.coerce
    .number({ error: 'must be a number of milliseconds' })
    .int('must be a whole number of milliseconds')
    .min(1, 'must be from 1 to 3600000')
    .max(3_600_000, 'must be from 1 to 3600000')
    .optional(),
  drover_ssh_config_file: z.union([z.literal('none'), path]).optional(),
  drover_proxy_jump: text.optional(),
  ansible_ssh_common_args: z.string({ error: 'must be text' }).optional(),
  ansible_ssh_extra_args: z.string({ error: 'must be text' }).optional(),
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
    sshArguments: sshArguments(vars),
    shell: vars.drover_shell,
    becomeMethod: vars.ansible_become_method,
    ...withoutGaps({
      port: vars.ansible_port,
      user: vars.ansible_user,
      password: vars.ansible_password,
      privateKeyFile: vars.ansible_private_key_file,
      privateKeyPassphrase: vars.ansible_ssh_private_key_passphrase,
      hostKey: vars.drover_host_key,
      hostKeyPolicy: vars.drover_host_key_policy,
      knownHostsFile: vars.drover_known_hosts_file,
      connectTimeoutMs: vars.drover_connect_timeout_ms,
      sshConfigFile: vars.drover_ssh_config_file,
      proxyJump: vars.drover_proxy_jump,
      becomePassword: vars.ansible_become_password,
    }),
  };
}

function sshArguments(vars: z.output<typeof variables>): readonly SshArguments[] {
  return (['ansible_ssh_common_args', 'ansible_ssh_extra_args'] as const).flatMap((variable) => {
    const words = vars[variable]?.trim() ?? '';
    return words === '' ? [] : [{ variable, text: words }];
  });
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
