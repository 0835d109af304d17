import type { Command, Option } from 'commander';

/** What completion may have to look up. */
export interface Lookups {
  /** Hosts and groups of inventories. */
  readonly hosts: (sources: readonly string[]) => Promise<readonly string[]>;
  readonly modules: () => Promise<readonly string[]>;
}

interface Place {
  readonly command: Command;
  /** Waits for its value. */
  readonly pending: Option | undefined;
  /** How many arguments came before. */
  readonly position: number;
  readonly sources: readonly string[];
  /** After `--`, where the words are those of another program. */
  readonly isOver: boolean;
}

/** What the last of the words may become. Nothing: the name of a file. */
export async function candidates(
  program: Command,
  words: readonly string[],
  lookups: Lookups,
): Promise<readonly string[]> {
  const last = words.at(-1) ?? '';
  const place = placeAfter(program, words.slice(0, -1));
  const found = await possible(place, last, lookups);
  // A pattern has several names in it: what is typed of the last one is completed.
  const before = /^[^-].*[:,&!]|^[!&]/.exec(last)?.[0] ?? '';
  return found.map((one) => before + one).filter((one) => one.startsWith(last));
}

function placeAfter(program: Command, words: readonly string[]): Place {
  let place: Place = { command: program, pending: undefined, position: 0, sources: [], isOver: false };
  for (const word of words) place = after(place, word);
  return place;
}

function after(place: Place, word: string): Place {
  const { command, pending, position, sources, isOver } = place;
  if (isOver) return place;
  if (pending !== undefined) {
    const isSource = pending.attributeName() === 'inventory';
    return { ...place, pending: undefined, sources: isSource ? [...sources, word] : sources };
  }
  if (word === '--') return { ...place, isOver: true };
  if (word.startsWith('-')) {
    const option = command.options.find(({ long, short }) => word === long || word === short);
    return option?.required === true ? { ...place, pending: option } : place;
  }
  const inner = command.commands.find((one) => one.name() === word);
  return inner === undefined
    ? { ...place, position: position + 1 }
    : { ...place, command: inner, position: 0 };
}

async function possible(place: Place, last: string, lookups: Lookups): Promise<readonly string[]> {
  const { command, pending, position, sources, isOver } = place;
  if (isOver) return [];
  if (pending !== undefined) return valuesOf(pending, sources, lookups);
  if (last.startsWith('-')) {
    return [...command.options.flatMap(({ long, short }) => [long ?? short ?? '']), '--help'];
  }
  if (command.commands.length > 0)
    return command
      .createHelp()
      .visibleCommands(command)
      .map((one) => one.name());
  const argument = command.registeredArguments[position];
  if (argument?.argChoices !== undefined) return argument.argChoices;
  const name = argument?.name() ?? '';
  if (['pattern', 'host', 'group'].includes(name)) return lookups.hosts(sources);
  return name === 'module or playbook' ? lookups.modules() : [];
}

async function valuesOf(
  option: Option,
  sources: readonly string[],
  lookups: Lookups,
): Promise<readonly string[]> {
  if (option.argChoices !== undefined) return option.argChoices;
  if (option.attributeName() === 'limit') return lookups.hosts(sources);
  return option.attributeName() === 'module' ? lookups.modules() : [];
}
