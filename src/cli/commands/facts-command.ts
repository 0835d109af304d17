import { Command } from 'commander';
import type { FactsFlags } from './facts/print-facts.ts';
import { collect } from './options/collect.ts';
import { hostOptions } from './options/host-options.ts';

const examples = `
Examples:
  drover facts web -i inventory
  drover facts all -i inventory --subset packages --json
  drover facts web -i inventory --become --certificate /etc/nginx/tls.pem`;

/** `drover facts [PATTERN] -i INVENTORY`. */
export function factsCommand(onCode: (code: number) => void): Command {
  const command = new Command('facts')
    .description('Says what hosts are: system, packages, services, users, mounts, certificates')
    .argument('[pattern]', 'hosts and groups', 'all')
    .option('--subset <names>', 'only these, such as os,packages; of one alone every line', collect, [])
    .option('--certificate <file>', 'a file on the hosts with certificates; repeatable', collect, [])
    .option('--json', 'print what each host is as a line of JSON', false)
    .addHelpText('after', examples)
    .action(async (pattern: string, flags: FactsFlags) => {
      const { printFacts } = await import('./facts/print-facts.ts');
      onCode(await printFacts(pattern, flags));
    });
  return hostOptions(command);
}
