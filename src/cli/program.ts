import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { viewOf } from '../core/error-view.ts';
import { exitCodeOfError } from '../core/exit-code.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { packageRoot } from '../own-code.ts';
import { completeCommand } from './commands/complete-command.ts';
import { completionCommand } from './commands/completion-command.ts';
import { applyConfig } from './commands/config/apply-config.ts';
import { configCommand } from './commands/config-command.ts';
import { docCommand } from './commands/doc-command.ts';
import { doctorCommand } from './commands/doctor-command.ts';
import { execCommand } from './commands/exec-command.ts';
import { factsCommand } from './commands/facts-command.ts';
import { initCommand } from './commands/init-command.ts';
import { modulesCommand } from './commands/modules-command.ts';
import { pingCommand } from './commands/ping-command.ts';
import { planCommand } from './commands/plan-command.ts';
import { inventoryCommand } from './inventory-command.ts';
import { labCommand } from './lab-command.ts';
import { runCommand } from './run-command.ts';
import { styleHelp } from './usage/help-style.ts';
import { ourSpellings } from './usage/our-spellings.ts';
import { sayUsageErrors } from './usage-errors.ts';

const examples = `
Examples:
  drover init fleet                                 # a project to begin with
  drover ping -i inventory                          # can all hosts be worked on?
  drover plan web.ts -i inventory                   # what would change, line by line
  drover run web.ts -i inventory --limit 'web:!web3'
  drover exec web -i inventory -- uptime
  drover inventory explain web1 http_port -i inventory
  drover doc service`;

/** The command line. Returns the exit code; never ends the process. */
export async function main(words: readonly string[]): Promise<number> {
  let code = 0;
  const program = await commandLine((result) => {
    code = result;
  });
  try {
    await program.parseAsync(ourSpellings(words, program), { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    const view = viewOf(error);
    const text =
      view.code === 'internal' ? `This is a bug in drover: ${view.stack ?? view.message}` : view.message;
    process.stderr.write(`drover: ${text}\n${view.hint === undefined ? '' : `${view.hint}\n`}`);
    return exitCodeOfError(error);
  }
}

/** All commands, with their flags and their help. `onCode` is told what a command ends with. */
export async function commandLine(onCode: (code: number) => void): Promise<Command> {
  const program = new Command('drover')
    .description('Brings fleets of hosts into the state that a playbook describes, over SSH.')
    .version(await ownVersion(), '-V, --version', 'print the version')
    .addHelpText('after', examples);
  program.addCommand(runCommand(onCode));
  program.addCommand(planCommand(onCode));
  program.addCommand(execCommand(onCode));
  program.addCommand(factsCommand(onCode));
  program.addCommand(pingCommand(onCode));
  program.addCommand(modulesCommand());
  program.addCommand(docCommand());
  program.addCommand(inventoryCommand());
  program.addCommand(initCommand());
  program.addCommand(doctorCommand(onCode));
  program.addCommand(configCommand());
  program.addCommand(completionCommand());
  program.addCommand(completeCommand(program), { hidden: true });
  program.addCommand(labCommand(onCode));
  program.hook('preAction', (_, command) => applyConfig(command));
  sayUsageErrors(program);
  styleHelp(program);
  return program;
}

async function ownVersion(): Promise<string> {
  const text = await readFile(join(packageRoot, 'package.json'), 'utf8');
  const { version }: { readonly version: string } = JSON.parse(text);
  return version;
}
