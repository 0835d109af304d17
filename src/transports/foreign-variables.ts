/** A variable of Ansible's that would be followed there, and cannot be here. */
interface ForeignVariable {
  /** Values that ask for nothing else than what is done anyway. Default: none. */
  readonly harmless?: (value: unknown) => boolean;
  readonly complaint: string;
}

const hostKeyChecking: ForeignVariable = {
  harmless: isTrue,
  complaint:
    'cannot be switched off: host keys are always verified; set drover_host_key_policy to accept-new, or drover_host_key',
};

/**
 * What an inventory for Ansible may say about connections that has no counterpart. It is refused by name: whoever wrote
 * it relies on it. What is about Ansible's own ways (its Python, temporary files, sftp, control sockets) means nothing
 * here and is passed over: `ansible_python_interpreter`, `ansible_remote_tmp`, `ansible_pipelining`,
 * `ansible_control_path`, `ansible_ssh_transfer_method`, `ansible_sftp_extra_args`, `ansible_scp_extra_args`,
 * `ansible_ssh_use_tty`, `ansible_ssh_retries` (a link that is lost is always made again) and their like.
 */
const foreignVariables: Readonly<Record<string, ForeignVariable>> = {
  ansible_host_key_checking: hostKeyChecking,
  ansible_ssh_host_key_checking: hostKeyChecking,
  ansible_become_flags: {
    harmless: (value) => typeof value === 'string' && /^(\s*-(?:[HSn]+))*\s*$/.test(value),
    complaint: 'is not supported: what sudo, su or doas is called with is chosen here',
  },
  ansible_shell_type: {
    harmless: (value) => value === 'sh',
    complaint: 'must be sh: a host needs a POSIX shell (drover_shell names it)',
  },
  ansible_ssh_executable: {
    harmless: (value) => value === 'ssh',
    complaint: 'is not supported: with ansible_connection openssh, the first ssh in PATH is taken',
  },
  ansible_ssh_pkcs11_provider: {
    complaint:
      'is not supported: set PKCS11Provider in ~/.ssh/config, with ansible_connection openssh, or add the token to an agent',
  },
};

/** What of the variables of a host would be ignored although it was meant. */
export function foreignProblems(
  vars: Readonly<Record<string, unknown>>,
): readonly { readonly variable: string; readonly complaint: string }[] {
  return Object.entries(foreignVariables).flatMap(([variable, { harmless, complaint }]) => {
    const value = vars[variable];
    if (value === undefined || value === null || value === '' || harmless?.(value) === true) return [];
    return [{ variable, complaint }];
  });
}

function isTrue(value: unknown): boolean {
  return /^(?:true|yes|on|y|t|1)$/i.test(String(value));
}
