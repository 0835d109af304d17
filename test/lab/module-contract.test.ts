import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe } from 'vitest';
import { guestWorld } from '../contract/modules/suite/guest-world.ts';
import { holdToContract } from '../contract/modules/suite/hold-to-contract.ts';
import { systemCases } from '../contract/modules/suite/system-cases/index.ts';
import type { World } from '../contract/modules/suite/world.ts';
import { type ModuleLab, moduleLab } from '../support/module-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();
const table = fileURLToPath(new URL('../../docs/module-contract-systems.md', import.meta.url));

const systems = [
  { name: 'Debian 12', release: 'bookworm', own: 'drovercon', subnet: '10.89.0.0/24' },
  { name: 'Debian 13', release: 'trixie', own: 'drovertrx', subnet: '10.85.0.0/24' },
] as const;

describe.skipIf(why !== undefined)(`the contract of modules on real hosts ${why ?? ''}`, () => {
  const labs = new Map<string, ModuleLab>();
  beforeAll(async () => {
    await Promise.all(
      systems.map(async ({ name, own, ...place }) => {
        const directory = `/var/lib/drover-lab-contract/${own}`;
        const lab = await moduleLab({ ...place, directory, name: own, prefix: own.slice('drover'.length) });
        labs.set(name, lab);
        lab.on('apt-get -qq update; apt-get -qqy install cron locales');
      }),
    );
  });
  afterAll(async () => {
    for (const lab of labs.values()) await lab[Symbol.asyncDispose]();
  });

  /** A guest, which is there only when the tests begin. */
  const worldOf = (name: string): World => {
    const there = (): World => {
      const lab = labs.get(name);
      if (lab === undefined) throw new Error(`the lab of ${name} is not up`);
      return guestWorld(name, lab.host);
    };
    return {
      name,
      isRoot: true,
      run: (tasks, options) => there().run(tasks, options),
      on: (script, ...words) => there().on(script, ...words),
    };
  };
  const worlds = systems.map(({ name }) => worldOf(name));
  holdToContract(systemCases, worlds, table);
});
