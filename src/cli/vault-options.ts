import { Option } from 'commander';

/** The flags by which Ansible's users name vault passwords. */
export function vaultOptions(): readonly Option[] {
  return [
    new Option('--vault-password-file <file>', 'file or executable with a vault password; repeatable')
      .argParser(collect)
      .default([]),
    new Option('--vault-id <label@source>', 'a vault password by label, from a file, an executable or prompt')
      .argParser(collect)
      .default([]),
    new Option('-J, --ask-vault-pass', 'ask for the vault password').default(false),
  ];
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
