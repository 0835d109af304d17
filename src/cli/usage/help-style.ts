import type { Argument, Command, Option } from 'commander';
import { terminalOf } from '../terminal-of.ts';
import { helpGroups } from './help-groups.ts';

type Described = Pick<Option, 'description' | 'argChoices' | 'defaultValue'>;

/** Lets the help of a command, and of those in it, fit the terminal and leave out what says nothing. */
export function styleHelp(command: Command): void {
  command
    .helpOption('-h, --help', 'print this help')
    .configureOutput({
      getOutHelpWidth: () => terminalOf(process.stdout).columns,
      getErrHelpWidth: () => terminalOf(process.stderr).columns,
    })
    .configureHelp({
      optionDescription: (option: Option) => described(option),
      argumentDescription: (argument: Argument) => described(argument),
    });
  if (command.commands.length > 0) command.helpCommand('help [command]', 'prints the help of a command');
  for (const option of command.options) {
    const group = helpGroups.get(option.long ?? '');
    if (group !== undefined) option.helpGroup(group);
  }
  for (const inner of command.commands) styleHelp(inner);
}

function described({ description, argChoices = [], defaultValue }: Described): string {
  const isTold = typeof defaultValue === 'string' || (typeof defaultValue === 'number' && defaultValue > 0);
  const notes = [
    ...(argChoices.length === 0 ? [] : [argChoices.join(', ')]),
    ...(isTold ? [`default: ${defaultValue}`] : []),
  ];
  return notes.length === 0 ? description : `${description} (${notes.join('; ')})`;
}
