import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/core/errors.ts';
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
const mark = `0.3${process.pid}`;
/** All of them are on this machine, which has to start a shell for each. */
const concurrency = 5;
const patience = { timeout: 300_000 };

describe.skipIf(why !== undefined)(`20 hosts of which some are dead ${why ?? ''}`, patience, () => {
  const living: Sshd[] = [];
  let silent: Server;
  let gate = '';
  const openGate = () => writeFile(gate, '');
  beforeAll(async () => {
    // Three at a time: a host of the test takes a third of a second of the processor to start.
    for (let left = 19; left > 0; left -= 3) {
      const some = Array.from({ length: Math.min(left, 3) }, () => startSshd());
      living.push(...(await Promise.all(some)));
    }
    silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    gate = join(living[0]?.directory ?? '', 'gate');
  }, patience.timeout);
  afterAll(async () => {
    silent.close();
    await Promise.all(living.map((sshd) => sshd[Symbol.asyncDispose]()));
  });

  beforeEach(openGate);

  /** Those that live have all the time that a busy machine may need for 20 logins at once. */
  const varsOf = (sshd: Sshd) => ({ ...sshd.vars, drover_connect_timeout_ms: 60_000 });
  const silentFor = (drover_connect_timeout_ms: number) => ({
    ...living[0]?.vars,
    ansible_port: portOf(silent),
    drover_connect_timeout_ms,
  });
  const inventoryOf = (every: readonly Readonly<Record<string, unknown>>[]): Inventory => {
    const hosts = every.map((vars, index) => ({ name: `host${index + 1}`, groups: [], vars }));
    return { hosts, select: () => hosts };
  };
  const outcomesOf = async (
    every: readonly Readonly<Record<string, unknown>>[],
    options: { readonly onEvent?: (event: RunEvent) => void; readonly signal?: AbortSignal } = {},
  ) => {
    const work = command('work', { script: sh`until [ -e ${gate} ]; do sleep ${mark}; done` });
    const tasks = [work, command('after', { script: sh`echo after` })];
    const inventory = inventoryOf(every);
    const { hosts } = await run(play({ name: 'test', hosts: 'all', tasks }), {
      inventory,
      concurrency,
      ...options,
    });
    return { not: hosts.filter(({ outcome }) => outcome !== 'ok'), count: hosts.length };
  };
  const nothingIsLeft = () => eventually(() => expect(commandLines(`sleep ${mark}`)).toEqual([]));

  it('one that takes the connection and says nothing is unreachable once its time is over', async () => {
    const { not, count } = await outcomesOf([silentFor(2_000), ...living.map(varsOf)]);
    expect(count).toBe(20);
    expect(not).toMatchObject([{ host: 'host1', outcome: 'unreachable' }]);
    expect(not[0]?.error?.message).toContain('the SSH login was not done within 2 s');
    await nothingIsLeft();
  });

  it('one that says nothing holds up nobody: all others have ended while it is still waited for', async () => {
    const stop = new AbortController();
    let ended = 0;
    const onEvent = (event: RunEvent) => {
      if (event.is === 'host-finished') ended += 1;
      if (ended === living.length) stop.abort(new CancelledError('enough'));
    };
    const { not } = await outcomesOf([silentFor(3_600_000), ...living.map(varsOf)], {
      onEvent,
      signal: stop.signal,
    });
    expect(not).toMatchObject([{ host: 'host1', outcome: 'cancelled' }]);
    await nothingIsLeft();
  });

  it('one that dies in the middle of its work is unreachable, and the others end well', async () => {
    await rm(gate);
    const [first, ...others] = living;
    const begun = Promise.withResolvers<void>();
    const onEvent = (event: RunEvent) => {
      if (event.is === 'task-started' && event.host === 'host1') begun.resolve();
    };
    const running = outcomesOf(living.map(varsOf), { onEvent });
    await begun.promise;
    await first?.kill();
    await openGate();
    const { not } = await running;
    expect(not).toMatchObject([{ host: 'host1', outcome: 'unreachable', failed: 1 }]);
    expect(others).toHaveLength(18);
    await nothingIsLeft();
  });
});
