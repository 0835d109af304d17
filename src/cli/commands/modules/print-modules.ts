import { paintWith } from '../../../reporters/paint.ts';
import { terminalOf } from '../../terminal-of.ts';
import { listedModules } from './listed-modules.ts';

export interface ModulesFlags {
  readonly format: 'text' | 'json';
}

/** Prints the modules, each with what it brings about. */
export function printModules({ format }: ModulesFlags): void {
  const specs = listedModules.map(({ spec }) => spec);
  const width = Math.max(...specs.map(({ name }) => name.length));
  const paint = paintWith(terminalOf(process.stdout).colours);
  const lines =
    format === 'json'
      ? [
          JSON.stringify(
            specs.map(({ name, summary, verifies = false }) => ({ name, summary, verifies })),
            undefined,
            2,
          ),
        ]
      : specs.map(({ name, summary }) => `${paint.good(name.padEnd(width))}  ${summary}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
