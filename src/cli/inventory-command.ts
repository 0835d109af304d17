import { Command, Option } from 'commander';
import type { InventoryFlags } from './print-inventory.ts';
import { vaultOptions } from './vault-options.ts';

const formats = ['text', 'json', 'ansible'] as const;
type Flags = InventoryFlags & { readonly format: (typeof formats)[number]; readonly vars: boolean };

/** `drover inventory list|graph|host|explain`: what an inventory holds, and where each value comes from. */
export function inventoryCommand(): Command {
  const inventory = new Command('inventory').description('Says what an inventory holds, and why');
  inventory.addCommand(
    reading('list', 'the hosts, with their groups')
      .argument('[pattern]', 'only these hosts (not for --format ansible)', 'all')
      .addOption(
        new Option('--format <format>', 'ansible: as ansible-inventory --list')
          .choices(formats)
          .default('text'),
      )
      .action(async (pattern: string, flags: Flags) => (await printing()).list(pattern, flags)),
  );
  inventory.addCommand(
    reading('graph', 'groups, and the groups and hosts in them')
      .argument('[group]', 'where to begin', 'all')
      .option('--vars', 'with variables', false)
      .action(async (group: string, flags: Flags) => (await printing()).graph(group, flags)),
  );
  inventory.addCommand(
    reading('host', 'the variables of a host, as ansible-inventory --host')
      .argument('<host>')
      .action(async (host: string, flags: Flags) => (await printing()).host(host, flags)),
  );
  inventory.addCommand(
    reading('explain', 'where the variables of a host come from, and what they override')
      .argument('<host>')
      .argument('[variable]', 'default: all')
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
