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

describe.skipIf(why !== undefined)(`the contract of modules on real hosts ${why ?? ''}`, () => {
  let lab: ModuleLab | undefined;
  beforeAll(async () => {
    lab = await moduleLab({
      directory: '/var/lib/drover-lab-contract',
      name: 'drovercon',
      prefix: 'contract',
      subnet: '10.89.0.0/24',
    });
    lab.on('apt-get -qq update; apt-get -qqy install cron locales');
  });
  afterAll(() => lab?.[Symbol.asyncDispose]());

  const there = (): World => {
    if (lab === undefined) throw new Error('the lab is not up');
    return guestWorld('Debian 12', lab.host);
  };
  const debian: World = {
    name: 'Debian 12',
    isRoot: true,
    run: (tasks, options) => there().run(tasks, options),
    on: (script, ...words) => there().on(script, ...words),
  };
  holdToContract(systemCases, [debian], table);
});
