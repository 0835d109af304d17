import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { Secret } from '../core/secret.ts';

const text = z.string({ error: 'must be text' }).min(1, 'must not be empty');

const secret = z.preprocess(
  (value) => (typeof value === 'string' ? new Secret(value) : value),
  z.instanceof(Secret, { error: 'must be text (in quotes, if it looks like a number) or a secret' }),
);

const path = text.transform((value) => resolve(value.replace(/^~(?=\/|$)/, () => homedir())));

/** Ansible's own clients of SSH; here the built-in one does what they do. */
const builtIn: ReadonlySet<unknown> = new Set(['smart', 'paramiko', 'paramiko_ssh']);

const program = text.regex(/^[\w./+-]+$/, 'must be the name or path of a program, without arguments');

const hostKey = text
  .trim()
  .regex(
    /^(SHA256:[A-Za-z0-9+/]{43}=?|(ssh|ecdsa)-[a-z0-9-]+ [A-Za-z0-9+/]+=*( .*)?)$/,
    'must be a public key line such as "ssh-ed25519 AAAA…", or a fingerprint such as "SHA256:…"',
  );

/** The variables that say how to reach a host and become somebody there. */
export const connectionVariables = z.object({
  ansible_connection: z
    .preprocess(
      (value) => (builtIn.has(value) ? 'ssh' : value),
      z.enum(['ssh', 'openssh', 'local'], { error: 'must be ssh, openssh or local' }),
    )
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
  ansible_become_exe: program.optional(),
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
  ansible_timeout: z.coerce
    .number({ error: 'must be a number of seconds' })
    .min(0.001, 'must be from 0.001 to 3600')
    .max(3_600, 'must be from 0.001 to 3600')
    .optional(),
  ansible_ssh_args: z.string({ error: 'must be text' }).optional(),
  ansible_ssh_common_args: z.string({ error: 'must be text' }).optional(),
  ansible_ssh_extra_args: z.string({ error: 'must be text' }).optional(),
  drover_shell: text
    .regex(/^[\w./ -]+$/, 'must be the name or path of a shell, such as sh or /bin/bash')
    .default('sh'),
});

export type ConnectionVariable = keyof typeof connectionVariables.shape;

/** Other names of the same, older ones that Ansible's inventories still use among them. */
export const olderNames: Partial<Record<ConnectionVariable, readonly string[]>> = {
  ansible_host: ['ansible_ssh_host'],
  ansible_port: ['ansible_ssh_port'],
  ansible_user: ['ansible_ssh_user'],
  ansible_password: ['ansible_ssh_password', 'ansible_ssh_pass'],
  ansible_private_key_file: ['ansible_ssh_private_key_file'],
  ansible_become_password: ['ansible_become_pass'],
  ansible_timeout: ['ansible_ssh_timeout'],
  ansible_become_exe: ['ansible_sudo_exe', 'ansible_su_exe', 'ansible_doas_exe'],
  drover_shell: ['ansible_shell_executable'],
};
