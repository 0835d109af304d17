import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/core/event.ts';
import type { Inventory } from '../../../src/core/host.ts';
import { play } from '../../../src/core/play.ts';
import { sh } from '../../../src/core/sh.ts';
import { command } from '../../../src/modules/command.ts';
import { run } from '../../../src/run.ts';
import { commandLines } from '../../support/command-lines.ts';
import { eventually } from '../../support/eventually.ts';
import { portOf } from '../../support/port-of.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const why = noSshd();
const mark = `2.${process.pid}`;
const connectTimeoutMs = 2_000;

describe.skipIf(why !== undefined)(`20 hosts of which some are dead ${why ?? ''}`, () => {
  const living: Sshd[] = [];
  let silent: Server;
  beforeAll(async () => {
    // Three at a time: a host of the test takes a third of a second of the processor to start.
    for (let left = 19; left > 0; left -= 3) {
      const some = Array.from({ length: Math.min(left, 3) }, () => startSshd());
      living.push(...(await Promise.all(some)));
    }
    silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(async () => {
    silent.close();
    await Promise.all(living.map((sshd) => sshd[Symbol.asyncDispose]()));
  });

  const inventoryOf = (every: readonly Readonly<Record<string, unknown>>[]): Inventory => {
    const hosts = every.map((vars, index) => ({
      name: `host${index + 1}`,
      groups: [],
      vars: { ...vars, drover_connect_timeout_ms: connectTimeoutMs },
    }));
    return { hosts, select: () => hosts };
  };
  const work = play({
    name: 'test',
    hosts: 'all',
    tasks: [command('work', { script: sh`sleep ${mark}` }), command('after', { script: sh`echo after` })],
  });
  const outcomesOf = async (inventory: Inventory, onEvent: (event: RunEvent) => void = () => {}) => {
    const { hosts, tookMs } = await run(work, { inventory, onEvent });
    return { tookMs, not: hosts.filter(({ outcome }) => outcome !== 'ok'), count: hosts.length };
  };

  it('one that takes the connection and says nothing is unreachable in time, and holds up nobody', async () => {
    const vars = { ...living[0]?.vars, ansible_port: portOf(silent) };
    const { not, tookMs, count } = await outcomesOf(inventoryOf([vars, ...living.map((sshd) => sshd.vars)]));
    expect(count).toBe(20);
    expect(not).toMatchObject([{ host: 'host1', outcome: 'unreachable' }]);
    expect(not[0]?.error?.message).toContain('the SSH login was not done within 2 s');
    expect(tookMs).toBeLessThan(20_000);
    await eventually(() => expect(commandLines(`sleep ${mark}`)).toEqual([]));
  });

  it('one that dies in the middle of its work is unreachable, and the others end well', async () => {
    const [first, ...others] = living;
    const begun = Promise.withResolvers<void>();
    const running = outcomesOf(inventoryOf(living.map((sshd) => sshd.vars)), (event) => {
      if (event.is === 'task-started' && event.host === 'host1') begun.resolve();
    });
    await begun.promise;
    await first?.kill();
    const { not, tookMs } = await running;
    expect(not).toMatchObject([{ host: 'host1', outcome: 'unreachable', failed: 1 }]);
    expect(others).toHaveLength(18);
    expect(tookMs).toBeLessThan(40_000);
    await eventually(() => expect(commandLines(`sleep ${mark}`)).toEqual([]));
  });
});
