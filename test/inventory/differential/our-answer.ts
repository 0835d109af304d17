import { resolve } from 'node:path';
import { DroverError } from '../../../src/core/errors.ts';
import type { Inventory } from '../../../src/core/host.ts';
import { Secret } from '../../../src/core/secret.ts';
import { ansibleGraph } from '../../../src/inventory/ansible-graph.ts';
import { ansibleList } from '../../../src/inventory/ansible-list.ts';
import { inventoryOf } from '../../../src/inventory/inventory-of.ts';
import { limitHosts } from '../../../src/inventory/limit-hosts.ts';
import { pythonJson } from '../../../src/inventory/python-json.ts';
import { readSources } from '../../../src/inventory/read-sources.ts';
import { type Answer, type Case, limitsIn } from './case.ts';

/** What we make of an inventory whose files stand in this directory. */
export async function ourAnswer(given: Case, directory: string): Promise<Answer> {
  const { sources, patterns = [], playbookDirectory, extraVars = {}, vaults = [] } = given;
  const read = await readSources({
    sources,
    directory,
    extraVars,
    vaultPasswords: vaults.map(([label, password]) => ({ label, password: new Secret(password) })),
    ...(playbookDirectory === undefined ? {} : { playbookDirectory: resolve(directory, playbookDirectory) }),
  });
  const inventory = inventoryOf(read);
  const named = (from: Inventory, pattern: string) => from.select(pattern).map(({ name }) => name);
  return {
    list: pythonJson(ansibleList(read)),
    graph: ansibleGraph(read).join('\n'),
    ...(vaults.length > 0 ? {} : { graphVars: ansibleGraph(read, { vars: true }).join('\n') }),
    patterns: patterns.map((pattern) => unlessRefused(() => named(inventory, pattern))),
    limits: limitsIn(given, directory).map(
      ([limit, pattern]) => unlessRefused(() => named(limitHosts(inventory, limit), pattern)) ?? [],
    ),
  };
}

function unlessRefused<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof DroverError) return undefined;
    throw error;
  }
}
