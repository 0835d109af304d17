import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe } from 'vitest';
import { holdExamples } from '../contract/modules/examples/hold-examples.ts';
import { guestWorld } from '../contract/modules/suite/guest-world.ts';
import { holdToContract } from '../contract/modules/suite/hold-to-contract.ts';
import { systemCases } from '../contract/modules/suite/system-cases/index.ts';
import { brief, type World } from '../contract/modules/suite/world.ts';
import { type MachineCopy, machineCopy } from '../support/machine-copy.ts';
import { type ModuleLab, moduleLab } from '../support/module-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();
const table = fileURLToPath(new URL('../../docs/module-contract-systems.md', import.meta.url));

const systems = [
  { name: 'Debian 12', release: 'bookworm', own: 'drovercon', subnet: '10.89.0.0/24' },
  { name: 'Debian 13', release: 'trixie', own: 'drovertrx', subnet: '10.85.0.0/24' },
] as const;

/** What the modules and the examples need of a host. */
const install = `export DEBIAN_FRONTEND=noninteractive; apt-get -qq update && apt-get -qqy --no-install-recommends install \
  acl cron git locales make nginx tcc </dev/null >/dev/null`;

describe.skipIf(why !== undefined)(`the contract of modules on real hosts ${why ?? ''}`, () => {
  const labs = new Map<string, ModuleLab>();
  let copy: MachineCopy | undefined;
  beforeAll(async () => {
    copy = await machineCopy();
    await Promise.all(
      systems.map(async ({ name, own, ...place }) => {
        const directory = `/var/lib/drover-lab-contract/${own}`;
        const lab = await moduleLab({ ...place, directory, name: own, prefix: own.slice('drover'.length) });
        labs.set(name, lab);
        await guestWorld(name, lab.host).on(install);
      }),
    );
  });
  afterAll(async () => {
    for (const lab of labs.values()) await lab[Symbol.asyncDispose]();
    await copy?.[Symbol.asyncDispose]();
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
  const worlds = systems.map(({ name }, at) => (at === 0 ? worldOf(name) : brief(worldOf(name))));
  holdToContract(systemCases, worlds, table);

  const there = (): MachineCopy => {
    if (copy === undefined) throw new Error('there is no copy of this machine');
    return copy;
  };
  holdExamples({
    guest: worldOf(systems[0].name),
    copy: {
      name: 'a copy of this machine',
      isRoot: true,
      run: (tasks, { directory = '' } = {}) => there().runThere(tasks, { directory }),
      on: (script, ...words) => there().on(script, ...words),
    },
  });
});
