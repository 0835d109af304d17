import type { Command } from 'commander';
import { preferColours } from '../../terminal-of.ts';

/** Gives the options of a command that no flag set the values of the configuration. */
export async function applyConfig(command: Command): Promise<void> {
  const names = command.options.map((option) => option.attributeName());
  // Commands without an inventory have no settings, and work with a broken configuration too.
  if (!names.includes('inventory')) return;
  const { readConfig } = await import('./read-config.ts');
  const { settings, file } = await readConfig(process.cwd());
  for (const [name, value] of Object.entries(settings)) {
    const source = command.getOptionValueSource(name);
    const isOpen = names.includes(name) && (source === undefined || source === 'default');
    if (isOpen) command.setOptionValueWithSource(name, value, file);
  }
  if (settings.colours !== undefined) preferColours(settings.colours);
}
