import { printable } from './printable.ts';

/** A line that a command printed, as one line of ours. */
export function outputText(line: string): string {
  return printable(line.replaceAll('\t', '    ').trimEnd());
}
