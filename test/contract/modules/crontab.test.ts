import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../src/core/task.ts';
import { assert, cron } from '../../../src/modules/index.ts';
import { type MachineCopy, machineCopy, noMachineCopy } from '../../support/machine-copy.ts';

const why = noMachineCopy(['crontab']);

describe.skipIf(why !== undefined)(`a crontab with what is no UTF-8 in it ${why ?? ''}`, () => {
  let machine: MachineCopy;
  beforeAll(async () => {
    machine = await machineCopy();
    await machine.on("printf '0 3 * * * /opt/caf\\351/run\\n' | crontab -");
  });
  afterAll(() => machine?.[Symbol.asyncDispose]());

  const bytes = () => machine.on("crontab -l | od -An -c | tr -d ' \\n'");
  const job = cron('c', { name: 'ours', job: '/bin/true', minute: '5' });

  it('keeps the jobs of others byte for byte, also when it is put back', async () => {
    const before = await bytes();
    const fails = assert('fails', { that: false, message: 'no' });
    await machine.runThere([transaction('t', [job, fails])]);
    expect(await bytes()).toBe(before);
    expect((await machine.runThere([job])).outcomes).toEqual({ c: 'changed' });
    expect((await machine.runThere([job])).outcomes).toEqual({ c: 'ok' });
    expect(await bytes()).toContain(before);
  });
});
