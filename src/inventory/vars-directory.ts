import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DefinitionError } from '../core/errors.ts';
import { entriesOf, kindOf } from './entries.ts';
import { looksLikeJson } from './looks-like-json.ts';
import { readText } from './read-text.ts';
import { sealVars } from './seal-vars.ts';
import { unreadable } from './unreadable.ts';
import type { VarsBlock } from './vars-block.ts';
import type { Vault } from './vault.ts';

interface Place {
  readonly path: string;
  /** How errors call it. */
  readonly name: string;
  readonly vault: Vault;
}

type Entries = ReadonlyMap<string, { readonly isDirectory: boolean }>;

const extensions = ['', '.yml', '.yaml', '.json'];

/**
 * The variables that a `group_vars` or `host_vars` directory has for the given names, a block for each file; a later
 * one wins. For each name the first counts of a directory or file of that name, `.yml`, `.yaml` and `.json`. A
 * directory that does not exist has none.
 */
export async function readVarsDirectory(
  place: Place,
  names: Iterable<string>,
): Promise<ReadonlyMap<string, readonly VarsBlock[]>> {
  const entries = await entriesIn(place);
  const found = new Map<string, readonly VarsBlock[]>();
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

/** All files of a directory by name, those of its directories among them. */
async function readAll(place: Place): Promise<readonly VarsBlock[]> {
  const entries = [...((await entriesIn(place)) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
  const blocks: VarsBlock[] = [];
  for (const [name, { isDirectory }] of entries) {
    if (name.startsWith('.') || name.endsWith('~')) continue;
    const extension = extname(name);
    const inner = below(place, name);
    if (isDirectory && extension === '') blocks.push(...(await readAll(inner)));
    if (!isDirectory && extensions.includes(extension)) blocks.push(...(await readVarsFile(inner)));
  }
  return blocks;
}

async function readVarsFile({ path, name, vault }: Place): Promise<readonly VarsBlock[]> {
  const { text, encrypted } = await readText(path, name, vault);
  const isJson = extname(path) === '.json' || looksLikeJson(text);
  const { readYaml } = await import('./read-yaml.ts');
  const { content, where } = readYaml({ text, file: name, format: isJson ? 'json' : 'yaml', vault });
  if (content === null || content === undefined) return [];
  const entries = entriesOf(content);
  if (entries === undefined) {
    throw new DefinitionError(`${where([])}: the file holds ${kindOf(content)}, not a mapping of variables`, {
      hint: 'Write "name: value", one variable a line.',
    });
  }
  const vars = new Map(entries.map(([key, value]) => [String(key), value]));
  return [{ vars: encrypted ? sealVars(vars) : vars, whereOf: (key) => where([key]) }];
}

function below({ path, name, vault }: Place, entry: string): Place {
  return { path: join(path, entry), name: join(name, entry), vault };
}
