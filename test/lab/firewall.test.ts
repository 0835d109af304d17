import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firewall } from '../../src/modules/firewall.ts';
import { type ModuleLab, moduleLab } from '../support/module-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();

describe.skipIf(why !== undefined)(`firewall on a real host ${why ?? ''}`, () => {
  let lab: ModuleLab;
  beforeAll(async () => {
    lab = await moduleLab({
      directory: '/var/lib/drover-lab-fw',
      name: 'droverfw',
      prefix: 'fw',
      subnet: '10.96.12.0/24',
    });
    lab.on('apt-get update && apt-get -y install nftables');
  });
  afterAll(() => lab?.[Symbol.asyncDispose]());

  const backend = 'nftables';
  const drop = () => firewall('drop', { policy: 'drop', backend });
  const refusal = /^failed: This would shut out SSH to port 22 from 10\.96\.12\.\d+, by which Drover comes/;

  it('shuts out no SSH connection that it is told by, by way of sudo either', async () => {
    for (const check of [true, false]) {
      expect((await lab.runThere([drop()], { check })).outcomes['drop']).toMatch(refusal);
    }
    expect([lab.on('ls /etc/nftables-drover.conf'), lab.on('echo reached')]).toEqual(['', 'reached\n']);
    // The guest may not change its firewall; only that it is refused no longer is seen here.
    const both = [firewall('ssh', { port: 22, backend }), drop()];
    expect((await lab.runThere(both, { check: true })).outcomes).toEqual({ ssh: 'changed', drop: 'changed' });
  });
});
