import { join } from 'node:path';
import type { Inventory } from '../core/host.ts';
import type { VarsFiles } from './host-vars.ts';
import { type InventoryGraph, inventoryGraph } from './inventory-graph.ts';
import { inventoryOf } from './inventory-of.ts';
import { localhosts } from './localhost.ts';
import { type ReadSource, readSource } from './read-source.ts';
import type { Vars } from './vars.ts';
import { readVarsDirectory } from './vars-directory.ts';

export interface InventoryOptions {
  /** Directories, YAML, JSON or module files, and comma lists, as `-i` takes them; a later one overrides. */
  readonly sources: readonly string[];
  /** Win over all other variables. */
  readonly extraVars?: Vars;
  /** Where relative sources start. Default: the working directory. */
  readonly directory?: string;
}

/**
 * Reads an inventory, with variables and precedence as in Ansible. Rejects with a UsageError for a source that
 * cannot be read, and with a DefinitionError, with file, line and column, for one that is wrong.
 */
export async function loadInventory({
  sources,
  extraVars = {},
  directory = '.',
}: InventoryOptions): Promise<Inventory> {
  const read: ReadSource[] = [];
  for (const source of sources) read.push(await readSource(source, directory));
  const graph = inventoryGraph(read.flatMap(({ declarations }) => declarations));
  const files: VarsFiles[] = [];
  for (const { varsIn } of read) if (varsIn !== undefined) files.push(await varsFilesIn(varsIn, graph));
  return inventoryOf({ graph, files, extraVars });
}

async function varsFilesIn(
  { path, name }: { readonly path: string; readonly name: string },
  { groups, hosts }: InventoryGraph,
): Promise<VarsFiles> {
  const directory = (inner: string) => ({ path: join(path, inner), name: join(name, inner) });
  return {
    groups: await readVarsDirectory(directory('group_vars'), groups.keys()),
    hosts: await readVarsDirectory(directory('host_vars'), [...hosts.keys(), ...localhosts]),
  };
}
