import { Command } from 'commander';
import { playOptions } from '../run/play-options.ts';
import type { RunFlags } from '../run-playbook.ts';

const examples = `
Examples:
  drover plan web.ts -i inventory                 # what drover run would change, line by line
  drover plan web.ts -i inventory -l web1 --json`;

const only = {
  prints: 'plan',
  check: true,
  diff: true,
  step: false,
  follow: false,
  listHosts: false,
  listTasks: false,
  listTags: false,
  syntaxCheck: false,
} as const;

/** `drover plan PLAYBOOK -i INVENTORY`: what `drover run` would change, as `--check --diff` shows it. */
export function planCommand(onCode: (code: number) => void): Command {
  const command = new Command('plan')
    .description('Says what a run would change on the hosts, and changes nothing')
    .addHelpText('after', examples)
    .action(async (playbook: string, flags: Omit<RunFlags, keyof typeof only>) => {
      const { runPlaybook } = await import('../run-playbook.ts');
      onCode(await runPlaybook(playbook, { ...flags, ...only }));
    });
  return playOptions(command);
}
