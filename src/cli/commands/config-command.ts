import { Command } from 'commander';
import type { ConfigFlags } from './config/print-config.ts';

const help = `
Settings stand in drover.config.ts, in the directory where drover is started:

  import { defineConfig } from 'drover';
  export default defineConfig({ inventory: 'inventory', forks: 50 });

or in package.json, under the key "drover". Flags win over them.

Examples:
  drover config
  drover config --json | jq -r 'select(.from != "default") | .name'`;

/** `drover config`. */
export function configCommand(): Command {
  return new Command('config')
    .description('Explains every setting, with its value and where that comes from')
    .option('--json', 'print each setting as a line of JSON', false)
    .addHelpText('after', help)
    .action(async (flags: ConfigFlags) => {
      const { printConfig } = await import('./config/print-config.ts');
      await printConfig(flags);
    });
}
