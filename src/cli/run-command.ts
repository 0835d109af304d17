import { Command, InvalidArgumentError, Option } from 'commander';
import { atMost } from './at-most.ts';
import { connectionOptions } from './commands/options/connection-options.ts';
import { reportFile } from './report-file.ts';
import { listOptions } from './run/list-options.ts';
import { rolloutOptions } from './run/rollout-options.ts';
import type { RunFlags } from './run-playbook.ts';
import { vaultOptions } from './vault-options.ts';

const examples = `
Examples:
  drover run web.ts -i inventory --check --diff      # what would change
  drover run web.ts -i inventory --list-tasks        # what it would do, connecting to nothing
  drover run web.ts -i inventory -l 'web:!web3' -f 10 --user deploy
  drover run web.ts -i inventory --waves 1,25% --failure-budget 0`;

/** `drover run PLAYBOOK -i INVENTORY`. */
export function runCommand(onCode: (code: number) => void): Command {
  const command = new Command('run')
    .description('Runs a playbook on the hosts of an inventory')
    .argument('<playbook>', 'a TypeScript or JavaScript file that exports plays, or secure-portal')
    .option('-i, --inventory <source>', 'directory, file or "host1,host2"; repeatable', collect, [])
    .option('-C, --check', 'only say what would change', false)
    .option('-D, --diff', 'show changed text line by line', false)
    .option('-t, --tags <tags>', 'only tasks with one of these tags', split, [])
    .option('--skip-tags <tags>', 'leave out tasks with one of these tags', split, [])
    .option('-l, --limit <pattern>', 'only these of the hosts')
    .option('-e, --extra-vars <vars>', 'key=value, JSON or @file; over all other variables', collect, [])
    .option('-f, --forks <number>', 'hosts at a time', wholeNumber, 20)
    .option('--at-most <name=number>', 'hosts at a time of a group, rack or bastion; repeatable', atMost, {})
    .addOption(
      new Option('--preflight <when>', 'look at hosts: each in turn, all before any, only look')
        .choices(['each', 'all', 'only', 'none'])
        .default('each'),
    )
    .option('--allow-partial', 'with --preflight all: leave out hosts that are not ready', false)
    .option('--no-look-ahead', 'look at, and change, each task in its turn only')
    .option('-K, --ask-become-pass', 'ask for the sudo password before the run', false)
    .option(
      '--report <file.html>',
      'write a report of what was found and done; as JSON beside it',
      reportFile,
    )
    .option('--json', 'print one event per line as JSON on standard output', false)
    .action(async (playbook: string, flags: RunFlags) => {
      // Large: loaded when there is something to run.
      const { runPlaybook } = await import('./run-playbook.ts');
      onCode(await runPlaybook(playbook, flags));
    });
  const further = [...listOptions(), ...rolloutOptions(), ...connectionOptions(), ...vaultOptions()];
  for (const option of further) command.addOption(option);
  return command.addHelpText('after', examples);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function split(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...value.split(',').filter((tag) => tag !== '')];
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(value);
}
