import { Command } from 'commander';
import type { InitFlags } from './init/init.ts';

const examples = `
Examples:
  drover init fleet && cd fleet && npm install
  npx drover run site.ts -i inventory --check --diff`;

/** `drover init [DIR]`. */
export function initCommand(): Command {
  return new Command('init')
    .description('Makes a project to begin with, which runs at once on this machine')
    .argument('[directory]', 'where; it is made when it is not there', '.')
    .option('--force', 'also where other files are; none of them is touched', false)
    .addHelpText('after', examples)
    .action(async (directory: string, flags: InitFlags) => {
      const { init } = await import('./init/init.ts');
      await init(directory, flags);
    });
}
