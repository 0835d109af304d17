import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/core/connection.ts';
import type { Host } from '../../../src/core/host.ts';
import { play } from '../../../src/core/play.ts';
import { sh } from '../../../src/core/sh.ts';
import { probe } from '../../../src/modules/probe.ts';
import { run } from '../../../src/run.ts';
import { localTransport } from '../../../src/transports/local.ts';

const hostCount = 1_000;
const atATime = 20;

/** A real shell for each of them, all on this machine; and what was open at once. */
async function runMany() {
  const hosts: readonly Host[] = Array.from({ length: hostCount }, (_, index) => ({
    name: `host${index}`,
    groups: [],
    vars: {},
  }));
  const transport = localTransport();
  const open = { now: 0, most: 0 };
  const connect = async (host: Host, signal: AbortSignal): Promise<Connection> => {
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    const connection = await transport.connect(host, signal);
    return {
      open: connection.open,
      lost: connection.lost,
      [Symbol.asyncDispose]: async () => {
        await connection[Symbol.asyncDispose]();
        open.now -= 1;
      },
    };
  };
  const { signal } = new AbortController();
  const drain = new AbortController().signal;
  const answered = probe('The shell answers', { script: sh`echo here` });
  const result = await run(play({ name: 'Many', hosts: 'all', tasks: [answered] }), {
    inventory: { hosts, select: () => hosts },
    concurrency: atATime,
    signal,
    drain,
    reachOf: (host) => ({
      connect: (signal) => connect(host, signal),
      shell: 'sh',
      becomePassword: undefined,
    }),
  });
  const listeners = [signal, drain].flatMap((one) => getEventListeners(one, 'abort'));
  return { result, open, listeners };
}

describe(`a run on ${hostCount} hosts`, { timeout: 600_000 }, () => {
  it('has no more of them connected than it was told to, lets go of each, and leaves no listener', async () => {
    const warnings: string[] = [];
    const onWarning = (warning: Error) => warnings.push(warning.name);
    process.on('warning', onWarning);
    const { result, open, listeners } = await runMany();
    process.off('warning', onWarning);
    expect(result.hosts.filter(({ ok }) => ok === 1)).toHaveLength(hostCount);
    expect(open).toEqual({ now: 0, most: atATime });
    expect(listeners).toEqual([]);
    expect(warnings).toEqual([]);
  });
});
