import { Command, Option } from 'commander';
import type { DocFlags } from './doc/doc.ts';

const examples = `
Examples:
  drover doc service
  drover doc packages --format markdown
  drover doc playbooks/web.ts
  drover doc secure-portal --format yaml >group_vars/portal.yml`;

/** `drover doc MODULE|PLAYBOOK`. */
export function docCommand(): Command {
  return new Command('doc')
    .description('Explains a module, or the variables of a playbook')
    .argument('<module or playbook>', 'a name that drover modules lists, or the file of a playbook')
    .addOption(
      new Option('--format <format>', 'yaml: the variables of a playbook, to fill in')
        .choices(['text', 'json', 'markdown', 'yaml'])
        .default('text'),
    )
    .addHelpText('after', examples)
    .action(async (name: string, flags: DocFlags) => {
      const { doc } = await import('./doc/doc.ts');
      await doc(name, flags);
    });
}
