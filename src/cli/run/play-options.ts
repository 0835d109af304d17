import { type Command, InvalidArgumentError, Option } from 'commander';
import { atMost } from '../at-most.ts';
import { becomeOptions } from '../commands/options/become-options.ts';
import { collect } from '../commands/options/collect.ts';
import { connectionOptions } from '../commands/options/connection-options.ts';
import { verboseOption } from '../commands/options/verbose-option.ts';
import { reportFile } from '../report-file.ts';
import { vaultOptions } from '../vault-options.ts';
import { rolloutOptions } from './rollout-options.ts';

/** Adds the flags of all commands that carry a playbook out, or look at what that would do. */
export function playOptions(command: Command): Command {
  command
    .argument('<playbook>', 'a TypeScript or JavaScript file that exports plays, or secure-portal')
    .option('-i, --inventory <source>', 'directory, file or "host1,host2"; repeatable', collect, [])
    .option('-t, --tags <tags>', 'only tasks with one of these tags', split, [])
    .option('--skip-tags <tags>', 'leave out tasks with one of these tags', split, [])
    .option('--start-at-task <name>', 'begin with the task of this name; * and ? are as in a shell')
    .option('-l, --limit <pattern>', 'only these of the hosts')
    .option('-e, --extra-vars <vars>', 'key=value, JSON or @file; over all other variables', collect, [])
    .option(
      '-f, --forks <number>',
      'hosts at a time, at most (default: what a play says, or 20)',
      wholeNumber,
    )
    .option('--at-most <name=number>', 'hosts at a time of a group, rack or bastion; repeatable', atMost, {})
    .addOption(
      new Option('--preflight <when>', 'look at hosts: each in turn, all before any, only look')
        .choices(['each', 'all', 'only', 'none'])
        .default('each'),
    )
    .option(
      '--allow-partial',
      'leave out hosts that are not ready, by --preflight all or a gate of the playbook',
      false,
    )
    .option('--no-look-ahead', 'look at, and change, each task in its turn only')
    .option(
      '--report <file.html>',
      'write a report of what was found and done; as JSON beside it',
      reportFile,
    )
    .addOption(verboseOption())
    .option('--json', 'print one event per line as JSON on standard output', false);
  const further = [...rolloutOptions(), ...becomeOptions(), ...connectionOptions(), ...vaultOptions()];
  for (const option of further) command.addOption(option);
  return command;
}

function split(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...value.split(',').filter((tag) => tag !== '')];
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(value);
}
