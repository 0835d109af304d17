import { Command, Option } from 'commander';
import type { InventoryFlags } from './print-inventory.ts';
import { vaultOptions } from './vault-options.ts';

const formats = ['text', 'json', 'ansible'] as const;
type Flags = InventoryFlags & { readonly format: (typeof formats)[number]; readonly vars: boolean };

const examples = {
  all: `
Examples:
  drover inventory list 'web:!web3' -i inventory
  drover inventory graph prod -i inventory --vars
  drover inventory explain web1 http_port -i inventory`,
  list: `
Examples:
  drover inventory list 'web:&prod' -i inventory
  drover inventory list -i inventory --format ansible     # byte for byte what ansible-inventory --list prints`,
  graph: `
Examples:
  drover inventory graph -i inventory
  drover inventory graph prod -i inventory --vars`,
  host: `
Examples:
  drover inventory host web1 -i inventory -e http_port=8080`,
  explain: `
Examples:
  drover inventory explain web1 http_port -i inventory      # what sets it, what that overrides, and where
  drover inventory explain web1 -i inventory --playbook-dir playbooks`,
} as const;

/** `drover inventory list|graph|host|explain`: what an inventory holds, and where each value comes from. */
export function inventoryCommand(): Command {
  const inventory = new Command('inventory')
    .description('Says what an inventory holds, and why')
    .addHelpText('after', examples.all);
  inventory.addCommand(
    reading('list', 'Lists hosts, with their groups')
      .argument('[pattern]', 'only these hosts (not for --format ansible)', 'all')
      .addOption(
        new Option('--format <format>', 'ansible: as ansible-inventory --list')
          .choices(formats)
          .default('text'),
      )
      .addHelpText('after', examples.list)
      .action(async (pattern: string, flags: Flags) => (await printing()).list(pattern, flags)),
  );
  inventory.addCommand(
    reading('graph', 'Draws groups, and the groups and hosts in them')
      .argument('[group]', 'where to begin', 'all')
      .option('--vars', 'with variables', false)
      .addHelpText('after', examples.graph)
      .action(async (group: string, flags: Flags) => (await printing()).graph(group, flags)),
  );
  inventory.addCommand(
    reading('host', 'Prints the variables of a host, as ansible-inventory --host does')
      .argument('<host>')
      .addHelpText('after', examples.host)
      .action(async (host: string, flags: Flags) => (await printing()).host(host, flags)),
  );
  inventory.addCommand(
    reading('explain', 'Says where the variables of a host come from, and what they override')
      .argument('<host>')
      .argument('[variable]', 'default: all')
      .addHelpText('after', examples.explain)
      .action(async (host: string, variable: string | undefined, flags: Flags) =>
        (await printing()).explain(host, variable, flags),
      ),
  );
  return inventory;
}

function reading(name: string, description: string): Command {
  const command = new Command(name)
    .description(description)
    .option('-i, --inventory <source>', 'directory, file or "host1,host2"; repeatable', collect, [])
    .option('-e, --extra-vars <vars>', 'key=value, JSON or @file; over all other variables', collect, [])
    .option('--playbook-dir <directory>', 'where the playbook stands: its group_vars and host_vars count');
  for (const option of vaultOptions()) command.addOption(option);
  return command;
}

/** Loaded when there is something to print. */
async function printing(): Promise<typeof import('./print-inventory.ts').printInventory> {
  const { printInventory } = await import('./print-inventory.ts');
  return printInventory;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
