import { join, relative, resolve } from 'node:path';
import { groupsNamed } from './groups-named.ts';
import type { VarsFiles, VarsSources } from './host-vars.ts';
import { type InventoryGraph, inventoryGraph } from './inventory-graph.ts';
import { localhosts } from './localhost.ts';
import type { ImportModule } from './read-module.ts';
import { type ReadSource, readSource } from './read-source.ts';
import type { Vars } from './vars.ts';
import { readVarsDirectory } from './vars-directory.ts';
import { type Vault, type VaultPassword, vaultOf } from './vault.ts';

export interface InventoryOptions {
  /** Directories, INI, YAML, JSON or module files, executables and comma lists, as `-i` takes them; a later one overrides. */
  readonly sources: readonly string[];
  /** Win over all other variables. */
  readonly extraVars?: Vars | undefined;
  /** Where relative sources start. Default: the working directory. */
  readonly directory?: string;
  /** The directory of the playbook: its group_vars and host_vars win over those beside the inventory. */
  readonly playbookDirectory?: string | undefined;
  /** Open what ansible-vault encrypted. */
  readonly vaultPasswords?: readonly VaultPassword[] | undefined;
  /** How long an executable may take for an answer. Default: 30 seconds. */
  readonly scriptTimeoutMs?: number | undefined;
  /** Ends executables that are being asked. */
  readonly signal?: AbortSignal | undefined;
  /** Gives the default export of a module of the inventory. Default: by import. */
  readonly importModule?: ImportModule | undefined;
}

interface VarsPlace {
  readonly path: string;
  readonly name: string;
}

/** Reads all that an inventory is made from. Rejects with a UsageError or a DefinitionError. */
export async function readSources(options: InventoryOptions): Promise<VarsSources> {
  const { sources, extraVars = {}, directory = '.', playbookDirectory, vaultPasswords = [] } = options;
  const vault = vaultOf(vaultPasswords);
  const { scriptTimeoutMs, signal, importModule } = options;
  const read: ReadSource[] = [];
  let known: ReadonlySet<string> = new Set();
  for (const source of sources) {
    const one = await readSource(source, directory, { vault, known, scriptTimeoutMs, signal, importModule });
    known = new Set([...known, ...groupsNamed(one.declarations)]);
    read.push(one);
  }
  const graph = inventoryGraph(read.flatMap(({ declarations }) => declarations));
  const files: VarsFiles[] = [];
  for (const { varsIn } of read)
    if (varsIn !== undefined) files.push(await varsFilesIn(varsIn, graph, vault));
  const beside = playbookDirectory === undefined ? [] : [placeOf(playbookDirectory)];
  const playFiles = await Promise.all(beside.map((place) => varsFilesIn(place, graph, vault)));
  const extra = { vars: new Map(Object.entries(extraVars)), whereOf: () => 'the extra variables (-e)' };
  return { graph, files, playFiles, extra };
}

/** Named as one would from here. */
function placeOf(directory: string): VarsPlace {
  const path = resolve(directory);
  const name = relative('.', path);
  return { path, name: name.startsWith('..') ? path : name };
}

async function varsFilesIn(
  { path, name }: VarsPlace,
  { groups, hosts }: InventoryGraph,
  vault: Vault,
): Promise<VarsFiles> {
  const place = (inner: string) => ({ path: join(path, inner), name: join(name, inner), vault });
  return {
    groups: await readVarsDirectory(place('group_vars'), groups.keys()),
    hosts: await readVarsDirectory(place('host_vars'), [...hosts.keys(), ...localhosts]),
  };
}
