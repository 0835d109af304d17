import type { Command } from 'commander';

/** Other names that Ansible has for flags which we have too. */
const spellings: ReadonlyMap<string, string> = new Map([
  ['--inventory-file', '--inventory'],
  ['--subset', '--limit'],
  ['--key-file', '--private-key'],
  ['--ask-vault-password', '--ask-vault-pass'],
  ['--vault-pass-file', '--vault-password-file'],
  ['--become-pass-file', '--become-password-file'],
  ['--conn-pass-file', '--connection-password-file'],
  ['--module-name', '--module'],
]);

/**
 * A command line with Ansible's other names of flags as ours, unless the command has such a flag itself; what is behind
 * `--` is for another program.
 */
export function ourSpellings(words: readonly string[], program: Command): readonly string[] {
  const end = words.indexOf('--');
  const command = program.commands.find((one) => one.name() === words[0]);
  const own = new Set(command?.options.map(({ long }) => long));
  return words.map((word, at) => (end >= 0 && at > end ? word : ourSpelling(word, own)));
}

function ourSpelling(word: string, own: ReadonlySet<string | undefined>): string {
  const [, flag = word, value = ''] = /^(--[\w-]+)(=.*)?$/s.exec(word) ?? [];
  return own.has(flag) ? word : `${spellings.get(flag) ?? flag}${value}`;
}
