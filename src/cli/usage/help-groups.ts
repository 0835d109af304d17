const hosts = ['inventory', 'limit', 'extra-vars', 'playbook-dir', 'tags', 'skip-tags', 'start-at-task'];
const pace = ['forks', 'at-most', 'waves', 'failure-budget', 'preflight', 'allow-partial', 'no-look-ahead'];
const become = ['become', 'become-user', 'become-method', 'ask-become-pass', 'become-password-file'];
const connect = [
  'connection',
  'user',
  'private-key',
  'ask-pass',
  'connection-password-file',
  'timeout',
  'ssh-common-args',
  'ssh-extra-args',
];
const vaults = ['vault-password-file', 'vault-id', 'ask-vault-pass'];

/** Under which heading flags stand in the help; those that are not named stand under Options. */
export const helpGroups: ReadonlyMap<string, string> = new Map([
  ...hosts.map((name) => [`--${name}`, 'Which hosts and tasks:'] as const),
  ...pace.map((name) => [`--${name}`, 'How fast, and how far:'] as const),
  ...become.map((name) => [`--${name}`, 'As whom (plays and the inventory stand over these):'] as const),
  ...connect.map((name) => [`--${name}`, 'How to log in (the inventory stands over these):'] as const),
  ...vaults.map((name) => [`--${name}`, 'Passwords of ansible-vault:'] as const),
]);
