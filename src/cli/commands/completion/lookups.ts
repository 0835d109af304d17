import type { Lookups } from './candidates.ts';

const scriptTimeoutMs = 3000;

/** Looks names up in inventories and in the list of modules; what cannot be read has none. */
export const lookups: Lookups = {
  hosts: async (sources) => {
    try {
      const { answerToOurName } = await import('../../playbook/answer-to-our-name.ts');
      const { readSources } = await import('../../../inventory/read-sources.ts');
      answerToOurName();
      const { graph } = await readSources({ sources: await sourcesOr(sources), scriptTimeoutMs });
      return [...graph.groups.keys(), ...graph.hosts.keys()];
    } catch {
      // A line that is being typed is no place for an error.
      return [];
    }
  },
  modules: async () => {
    const { listedModules } = await import('../modules/listed-modules.ts');
    return listedModules.map(({ spec }) => spec.name);
  },
};

async function sourcesOr(given: readonly string[]): Promise<readonly string[]> {
  if (given.length > 0) return given;
  const { readConfig } = await import('../config/read-config.ts');
  const { settings } = await readConfig(process.cwd());
  return settings.inventory ?? [];
}
