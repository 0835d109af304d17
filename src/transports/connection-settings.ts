import type { z } from 'zod';
import { DefinitionError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import type { Secret } from '../core/secret.ts';
import { type ConnectionVariable, connectionVariables, olderNames } from './connection-variables.ts';
import { foreignProblems } from './foreign-variables.ts';
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
  /** `ansible_ssh_args`, `ansible_ssh_common_args` and `ansible_ssh_extra_args`, as they stand there. */
  readonly sshArguments: readonly SshArguments[];
  /** The POSIX shell that the session works in. */
  readonly shell: string;
  readonly becomeMethod: 'sudo' | 'su' | 'doas';
  /** The program to become another user by, where it is not the one of the method's name. */
  readonly becomeProgram?: string;
  readonly becomePassword?: Secret;
}

export interface SshArguments {
  readonly variable: string;
  readonly text: string;
}

/** Reads a host's connection variables. Throws a DefinitionError that names the host and every wrong variable. */
export function connectionSettings(host: Host): ConnectionSettings {
  const given = givenVariables(host);
  const parsed = connectionVariables.safeParse(
    Object.fromEntries(given.map(({ key, value }) => [key, value])),
  );
  const problems = [
    ...foreignProblems(host.vars),
    ...(parsed.success ? [] : problemsOf(parsed.error, given)),
  ];
  if (!parsed.success || problems.length > 0) throw wrong(host, problems);
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
      connectTimeoutMs: vars.drover_connect_timeout_ms ?? inMs(vars.ansible_timeout),
      sshConfigFile: vars.drover_ssh_config_file,
      proxyJump: vars.drover_proxy_jump,
      becomeProgram: vars.ansible_become_exe,
      becomePassword: vars.ansible_become_password,
    }),
  };
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

function sshArguments(vars: z.output<typeof connectionVariables>): readonly SshArguments[] {
  const variables = ['ansible_ssh_args', 'ansible_ssh_common_args', 'ansible_ssh_extra_args'] as const;
  return variables.flatMap((variable) => {
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
  const keys = Object.keys(connectionVariables.shape) as ConnectionVariable[];
  return keys.flatMap((key) => {
    const names = [key, ...(olderNames[key] ?? [])];
    const name = names.find((one) => vars[one] !== undefined && vars[one] !== null);
    return name === undefined ? [] : [{ key, name, value: vars[name] }];
  });
}

interface Problem {
  readonly variable: string;
  readonly complaint: string;
}

function problemsOf({ issues }: z.ZodError, given: readonly Given[]): readonly Problem[] {
  return issues.map(({ path: [key], message }) => ({
    variable: given.find((one) => one.key === key)?.name ?? String(key),
    complaint: message,
  }));
}

function wrong({ name, originOf }: Host, problems: readonly Problem[]): DefinitionError {
  const complaints = problems.map(({ variable, complaint }) => {
    const where = originOf?.(variable);
    return `${variable} ${complaint}${where === undefined ? '' : ` (${where})`}`;
  });
  return new DefinitionError(`Host "${name}": ${complaints.join('; ')}`, {
    hint: 'Correct the variable in the inventory, where the host or one of its groups sets it.',
  });
}
