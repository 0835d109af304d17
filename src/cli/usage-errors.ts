import type { Command } from 'commander';
import { complaintOf } from './usage/complaint-of.ts';

/** Lets a command, and those in it, say what is wrong with a command line as Drover says all else, and not end the process. */
export function sayUsageErrors(command: Command): void {
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      const { what, hint = `${pathOf(command)} --help says what there is.` } = complaintOf(text);
      write(`drover: ${what}\n${hint}\n`);
    },
  });
  for (const inner of command.commands) sayUsageErrors(inner);
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
