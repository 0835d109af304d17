import { type Command, InvalidArgumentError } from 'commander';
import { vaultOptions } from '../../vault-options.ts';
import { becomeOptions } from './become-options.ts';
import { collect } from './collect.ts';
import { connectionOptions } from './connection-options.ts';
import { verboseOption } from './verbose-option.ts';

/** Adds the flags by which a command without a playbook is told its hosts, and how to become another user there. */
export function hostOptions(command: Command): Command {
  command
    .option('-i, --inventory <source>', 'directory, file or "host1,host2"; repeatable', collect, [])
    .option('--playbook-dir <directory>', 'where a playbook stands: its group_vars and host_vars count')
    .option('-l, --limit <pattern>', 'only these of the hosts')
    .option('-f, --forks <number>', 'hosts at a time', wholeNumber, 20)
    .option('-e, --extra-vars <vars>', 'key=value, JSON or @file; over all other variables', collect, []);
  for (const option of [...becomeOptions(), ...connectionOptions(), ...vaultOptions(), verboseOption()])
    command.addOption(option);
  return command;
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(value);
}
