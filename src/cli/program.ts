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
import { ourSpellings } from './usage/our-spellings.ts';
import { sayUsageErrors } from './usage-errors.ts';

/** The command line. Returns the exit code; never ends the process. */
export async function main(words: readonly string[]): Promise<number> {
  const program = new Command('drover')
    .description('Brings fleets of hosts into the state that a playbook describes, over SSH.')
    .version(await ownVersion());
  let code = 0;
  const onCode = (result: number) => {
    code = result;
  };
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

async function ownVersion(): Promise<string> {
  const text = await readFile(join(packageRoot, 'package.json'), 'utf8');
  const { version }: { readonly version: string } = JSON.parse(text);
  return version;
}
