import { NothingMatchedError } from '../core/errors.ts';
import { ansibleGraph } from '../inventory/ansible-graph.ts';
import { ansibleHostVars, ansibleList } from '../inventory/ansible-list.ts';
import { mergedVars, type VarsSources } from '../inventory/host-vars.ts';
import { layersOfHost } from '../inventory/layers-of-host.ts';
import { pythonJson } from '../inventory/python-json.ts';
import { shownValue } from '../inventory/shown-value.ts';
import { splitPattern } from '../inventory/split-pattern.ts';
import { explanation } from './explanation.ts';
import { answerToOurName } from './playbook/answer-to-our-name.ts';
import { knownInventory } from './run/known-inventory.ts';
import { refuseUnknownNames } from './run/refuse-unknown-names.ts';
import { type SourceFlags, sourcesFor } from './run/sources-for.ts';

export interface InventoryFlags extends SourceFlags {
  readonly playbookDir?: string;
}

/** The parts of `drover inventory`, each of which prints on standard output. */
export const printInventory = {
  list: async (pattern: string, flags: InventoryFlags & { readonly format: string }): Promise<void> => {
    const sources = await sourcesOf(flags);
    if (flags.format === 'ansible') return say(pythonJson(ansibleList(sources)));
    const known = knownInventory(sources);
    refuseUnknownNames(splitPattern(pattern), known);
    const hosts = known.inventory.select(pattern);
    if (hosts.length === 0) {
      const isEmpty = known.inventory.hosts.length === 0;
      throw new NothingMatchedError(
        isEmpty ? 'The inventory has no hosts' : `The pattern "${pattern}" matches no host`,
        { hint: 'See all groups and hosts: drover inventory graph.' },
      );
    }
    if (flags.format === 'json') {
      const views = hosts.map(({ name, groups }) => ({ name, groups, vars: viewOf(name, sources) }));
      return say(JSON.stringify(views, undefined, 2));
    }
    const width = Math.max(...hosts.map(({ name }) => name.length));
    return say(hosts.map(({ name, groups }) => `${name.padEnd(width)}  ${groups.join(', ')}`).join('\n'));
  },

  graph: async (group: string, flags: InventoryFlags & { readonly vars: boolean }): Promise<void> =>
    say(ansibleGraph(await sourcesOf(flags), { group, vars: flags.vars }).join('\n')),

  host: async (host: string, flags: InventoryFlags): Promise<void> => {
    const sources = await sourcesOf(flags);
    // Complains of a host that is not there.
    layersOfHost(host, sources);
    say(pythonJson(ansibleHostVars(sources)(host)));
  },

  explain: async (host: string, variable: string | undefined, flags: InventoryFlags): Promise<void> => {
    say(explanation(host, variable, layersOfHost(host, await sourcesOf(flags))).join('\n'));
  },
};

function sourcesOf(flags: InventoryFlags): Promise<VarsSources> {
  answerToOurName();
  return sourcesFor(flags, { playbookDirectory: flags.playbookDir });
}

function viewOf(host: string, sources: VarsSources): Readonly<Record<string, unknown>> {
  const vars = mergedVars(layersOfHost(host, sources));
  return Object.fromEntries([...vars].map(([name, value]) => [name, shownValue(name, value)]));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
