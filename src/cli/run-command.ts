import { Command } from 'commander';
import { listOptions } from './run/list-options.ts';
import { playOptions } from './run/play-options.ts';
import type { RunFlags } from './run-playbook.ts';

const examples = `
Examples:
  drover run web.ts -i inventory --check --diff      # what would change
  drover run web.ts -i inventory --list-tasks        # what it would do, connecting to nothing
  drover run web.ts -i inventory --start-at-task 'nginx is configured'
  drover run web.ts -i inventory -l 'web:!web3' -f 10 --user deploy
  drover run web.ts -i inventory --waves 1,25% --failure-budget 0`;

/** `drover run PLAYBOOK -i INVENTORY`. */
export function runCommand(onCode: (code: number) => void): Command {
  const command = new Command('run')
    .description('Runs a playbook on the hosts of an inventory')
    .option('-C, --check', 'only say what would change', false)
    .option('-D, --diff', 'show changed text line by line', false)
    .option('--follow', 'show what commands print, as it comes', false)
    .option('--step', 'ask before every task, once for all hosts', false)
    .addHelpText('after', examples)
    .action(async (playbook: string, flags: Omit<RunFlags, 'prints'>) => {
      // Large: loaded when there is something to run.
      const { runPlaybook } = await import('./run-playbook.ts');
      onCode(await runPlaybook(playbook, { ...flags, prints: 'summary' }));
    });
  for (const option of listOptions()) command.addOption(option);
  return playOptions(command);
}
