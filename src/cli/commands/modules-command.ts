import { Command, Option } from 'commander';
import type { ModulesFlags } from './modules/print-modules.ts';

const examples = `
Examples:
  drover modules
  drover doc service          # the parameters of one, with an example`;

/** `drover modules`. */
export function modulesCommand(): Command {
  return new Command('modules')
    .description('Lists the modules that come with Drover')
    .addOption(new Option('--format <format>', 'how to print them').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(async (flags: ModulesFlags) => {
      const { printModules } = await import('./modules/print-modules.ts');
      printModules(flags);
    });
}
