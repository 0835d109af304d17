import { paintWith } from '../../../reporters/paint.ts';
import { printable } from '../../../reporters/printable.ts';
import { terminalOf } from '../../terminal-of.ts';
import { readConfig } from './read-config.ts';
import { settings } from './settings.ts';

export interface ConfigFlags {
  readonly json: boolean;
}

/** Prints every setting: its value, the place that sets it, its default, and what it is for. */
export async function printConfig({ json }: ConfigFlags): Promise<void> {
  const config = await readConfig(process.cwd());
  const given = new Map<string, unknown>(Object.entries(config.settings));
  const rows = Object.entries(settings.shape).map(([name, schema]) => {
    const { description = '', without } = schema.meta() ?? {};
    const isSet = given.has(name);
    const value = isSet ? JSON.stringify(given.get(name)) : String(without);
    return {
      name,
      value,
      from: isSet ? config.placeOf(name) : 'default',
      default: String(without),
      description,
    };
  });
  const paint = paintWith(terminalOf(process.stdout).colours);
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const [nameWidth, valueWidth] = [
    widest(rows.map(({ name }) => name)),
    widest(rows.map(({ value }) => value)),
  ];
  const lines = json
    ? rows.map((row) => JSON.stringify(row))
    : rows.flatMap(({ name, value, from, description, default: without }) => [
        `${paint.good(name.padEnd(nameWidth))}  ${printable(value).padEnd(valueWidth)}  ${paint.quiet(from === 'default' ? from : `${from} (default: ${without})`)}`,
        `${' '.repeat(nameWidth + 2)}${paint.quiet(description)}`,
      ]);
  process.stdout.write(`${lines.join('\n')}\n`);
}
