const become = '--become makes tasks run as another user; --become-method says how.';
const background = 'A command is waited for. Start what is to stay as a service, such as by systemd-run.';
const modulePath = 'Modules are imported: a playbook is TypeScript, and so is a module of your own.';
const files = 'Files travel through the shell: there is no sftp and no scp whose arguments could count.';
const lines = '--json prints what each host answered as a line of JSON.';

/** Flags of Ansible's programs that mean nothing here, each with what to do instead. */
export const foreignFlags: ReadonlyMap<string, string> = new Map([
  ['--force-handlers', 'A service with restartAfter restarts in the next run too, where it is still owed.'],
  ['--flush-cache', 'Nothing is to be done: facts are asked anew in each run.'],
  ['--module-path', modulePath],
  ['-M', modulePath],
  ['--scp-extra-args', files],
  ['--sftp-extra-args', files],
  ['--background', background],
  ['-B', background],
  ['--poll', background],
  ['-P', background],
  ['--one-line', lines],
  ['-o', lines],
  ['--tree', lines],
  ['-t', lines],
  ['--task-timeout', 'A task of a playbook has timeoutMs.'],
  ['--sudo', become],
  ['-s', become],
  ['--sudo-user', become],
  ['-U', become],
  ['--su', become],
  ['-S', become],
  ['--su-user', become],
  ['-R', become],
  ['--ask-sudo-pass', '--ask-become-pass (-K) asks for it.'],
  ['--ask-su-pass', '--ask-become-pass (-K) asks for it.'],
  ['--list', 'drover inventory list --format ansible prints what ansible-inventory --list does.'],
  ['--graph', 'It is a command: drover inventory graph.'],
  ['--host', 'It is a command: drover inventory host.'],
  ['--yaml', 'drover inventory list --format json prints hosts, groups and variables.'],
  ['--toml', 'drover inventory list --format json prints hosts, groups and variables.'],
  ['-y', 'drover inventory list --format json prints hosts, groups and variables.'],
  ['--export', 'drover inventory explain says where each variable is set.'],
  ['--vars', 'drover inventory graph --vars draws groups with their variables.'],
  ['--verbose', 'drover inventory explain says where a value comes from.'],
  ['-v', 'drover inventory explain says where a value comes from.'],
  ['--output', 'Send it there: drover inventory list --format ansible >FILE.'],
]);
