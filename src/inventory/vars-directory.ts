import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DefinitionError } from '../core/errors.ts';
import { entriesOf, kindOf } from './entries.ts';
import { plainVars } from './plain-vars.ts';
import { readText, unreadable } from './read-text.ts';
import { readYaml } from './read-yaml.ts';
import type { Vars } from './vars.ts';

interface Place {
  readonly path: string;
  /** How errors call it. */
  readonly name: string;
}

type Entries = ReadonlyMap<string, { readonly isDirectory: boolean }>;

const extensions = ['', '.yml', '.yaml', '.json'];

/**
 * The variables that a `group_vars` or `host_vars` directory has for the given names. For each name the first counts
 * of a directory or file of that name, `.yml`, `.yaml` and `.json`. A directory that does not exist has none.
 */
export async function readVarsDirectory(
  place: Place,
  names: Iterable<string>,
): Promise<ReadonlyMap<string, Vars>> {
  const entries = await entriesIn(place);
  const found = new Map<string, Vars>();
  if (entries === undefined) return found;
  for (const name of names) {
    const file = extensions.map((extension) => name + extension).find((each) => entries.has(each));
    if (file === undefined) continue;
    const inner = below(place, file);
    const isDirectory = entries.get(file)?.isDirectory ?? false;
    found.set(name, isDirectory ? await readAll(inner) : await readVarsFile(inner));
  }
  return found;
}

async function entriesIn({ path, name }: Place): Promise<Entries | undefined> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const kinds = entries.map(async (entry) => {
      // A link is what it leads to.
      const isDirectory = entry.isSymbolicLink()
        ? await readdir(join(path, entry.name)).then(
            () => true,
            () => false,
          )
        : entry.isDirectory();
      return [entry.name, { isDirectory }] as const;
    });
    return new Map(await Promise.all(kinds));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT') return undefined;
    if (code === 'ENOTDIR') throw new DefinitionError(`"${name}" is not a directory`, { cause });
    throw unreadable(name, cause);
  }
}

/** All files of a directory by name, those of its directories among them; a later one wins. */
async function readAll(place: Place): Promise<Vars> {
  const entries = [...((await entriesIn(place)) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
  let vars: Vars = {};
  for (const [name, { isDirectory }] of entries) {
    if (name.startsWith('.') || name.endsWith('~')) continue;
    const extension = extname(name);
    const inner = below(place, name);
    if (isDirectory && extension === '') vars = { ...vars, ...(await readAll(inner)) };
    if (!isDirectory && extensions.includes(extension)) vars = { ...vars, ...(await readVarsFile(inner)) };
  }
  return vars;
}

async function readVarsFile({ path, name }: Place): Promise<Vars> {
  const text = await readText(path, name);
  const { content, where } = readYaml(text, name, extname(path) === '.json' ? 'json' : 'yaml');
  if (content === null || content === undefined) return {};
  const entries = entriesOf(content);
  if (entries !== undefined) return plainVars(entries);
  throw new DefinitionError(`${where([])}: the file holds ${kindOf(content)}, not a mapping of variables`, {
    hint: 'Write "name: value", one variable a line.',
  });
}

function below({ path, name }: Place, entry: string): Place {
  return { path: join(path, entry), name: join(name, entry) };
}
