import { Command, InvalidArgumentError } from 'commander';
import { vaultOptions } from '../vault-options.ts';
import type { ExecFlags } from './exec/exec.ts';

const examples = `
Examples:
  drover exec all -i inventory -- uptime
  drover exec 'web:!web3' -i inventory --become --shell -- 'journalctl -u nginx | tail -5'
  drover exec web -i inventory -m service -a name=nginx,state=started --check
  drover exec web -i inventory -m packages -a '{"names": ["nginx", "curl"]}' --become`;

/** `drover exec PATTERN -i INVENTORY -- COMMAND`, or `-m MODULE -a ARGUMENTS`: one task without a playbook. */
export function execCommand(onCode: (code: number) => void): Command {
  const command = new Command('exec')
    .description('Runs one command, or one task of any module, on hosts')
    .argument('<pattern>', 'hosts and groups, such as web or "all:!db"')
    .argument('[command...]', 'after --: a program and its arguments, which reach it as they are')
    .option('-i, --inventory <source>', 'directory, file or "host1,host2"; repeatable', collect, [])
    .option('-m, --module <name>', 'a task of this module instead; see drover modules')
    .option('-a, --args <parameters>', 'its parameters: name=value,… or JSON; repeatable', collect, [])
    .option('--shell', 'the command is a script: pipes, variables and the like work', false)
    .option('-C, --check', 'only say what would change', false)
    .option('-D, --diff', 'show changed text line by line', false)
    .option('-b, --become', 'as another user, by default root', false)
    .option('--become-user <name>', 'as this user')
    .option('-K, --ask-become-pass', 'ask for the sudo password before', false)
    .option('-l, --limit <pattern>', 'only these of the hosts')
    .option('-f, --forks <number>', 'hosts at a time', wholeNumber, 20)
    .option('-e, --extra-vars <vars>', 'key=value, JSON or @file; over all other variables', collect, [])
    .option('--json', 'print what each host answered as a line of JSON', false)
    .addHelpText('after', examples)
    .action(async (pattern: string, words: readonly string[], flags: ExecFlags) => {
      const { exec } = await import('./exec/exec.ts');
      onCode(await exec(pattern, words, flags));
    });
  for (const option of vaultOptions()) command.addOption(option);
  return command;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(value);
}
