import { Command } from 'commander';
import type { ExecFlags } from './exec/exec.ts';
import { collect } from './options/collect.ts';
import { hostOptions } from './options/host-options.ts';

const examples = `
Examples:
  drover exec all -i inventory -- uptime
  drover exec 'web:!web3' -i inventory --become --shell -- 'journalctl -u nginx | tail -5'
  drover exec web -i inventory -m service -a name=nginx,state=restarted --become
  drover exec web -i inventory -m packages -a '{"names": ["nginx", "curl"]}' --become`;

/** `drover exec PATTERN -i INVENTORY -- COMMAND`, or `-m MODULE -a ARGUMENTS`: one task without a playbook. */
export function execCommand(onCode: (code: number) => void): Command {
  const command = new Command('exec')
    .description('Runs one command, or one task of any module, on hosts')
    .argument('<pattern>', 'hosts and groups, such as web or "all:!db"')
    .argument('[command...]', 'after --: a program and its arguments, which reach it as they are')
    .option('-m, --module <name>', 'a task of this module instead; see drover modules')
    .option('-a, --args <parameters>', 'its parameters: name=value,… or JSON; repeatable', collect, [])
    .option('--shell', 'the command is a script: pipes, variables and the like work', false)
    .option('-C, --check', 'only say what would change', false)
    .option('-D, --diff', 'show changed text line by line', false)
    .option('--list-hosts', 'print which hosts these are, and run nothing', false)
    .option('--json', 'print what each host answered as a line of JSON', false)
    .addHelpText('after', examples)
    .action(async (pattern: string, words: readonly string[], flags: ExecFlags) => {
      const { exec } = await import('./exec/exec.ts');
      onCode(await exec(pattern, words, flags));
    });
  return hostOptions(command);
}
