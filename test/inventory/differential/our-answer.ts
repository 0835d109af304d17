import { resolve } from 'node:path';
import { DefinitionError, NothingMatchedError } from '../../../src/core/errors.ts';
import { Secret } from '../../../src/core/secret.ts';
import { ansibleGraph } from '../../../src/inventory/ansible-graph.ts';
import { ansibleList } from '../../../src/inventory/ansible-list.ts';
import { inventoryOf } from '../../../src/inventory/inventory-of.ts';
import { pythonJson } from '../../../src/inventory/python-json.ts';
import { readSources } from '../../../src/inventory/read-sources.ts';
import type { Answer, Case } from './case.ts';

/** What we make of an inventory whose files stand in this directory. */
export async function ourAnswer(
  { sources, patterns = [], playbookDirectory, extraVars = {}, vaults = [] }: Case,
  directory: string,
): Promise<Answer> {
  const read = await readSources({
    sources,
    directory,
    extraVars,
    vaultPasswords: vaults.map(([label, password]) => ({ label, password: new Secret(password) })),
    ...(playbookDirectory === undefined ? {} : { playbookDirectory: resolve(directory, playbookDirectory) }),
  });
  const { select } = inventoryOf(read);
  return {
    list: pythonJson(ansibleList(read)),
    graph: ansibleGraph(read).join('\n'),
    ...(vaults.length > 0 ? {} : { graphVars: ansibleGraph(read, { vars: true }).join('\n') }),
    patterns: patterns.map((pattern) => {
      try {
        return select(pattern).map(({ name }) => name);
      } catch (error) {
        if (error instanceof DefinitionError || error instanceof NothingMatchedError) return undefined;
        throw error;
      }
    }),
  };
}
