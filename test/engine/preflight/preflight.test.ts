import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../../../src/core/errors.ts';
import { exitCodeOf } from '../../../src/core/exit-code.ts';
import type { Host } from '../../../src/core/host.ts';
import { play } from '../../../src/core/play.ts';
import type { TaskNode } from '../../../src/core/task.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { FakeHosts, isPreflight, wellAnswer } from '../../support/fake-hosts.ts';
import { RoundTripCounter } from '../../support/round-trip-counter.ts';
import { runOn } from '../../support/run-on.ts';
import { ask } from '../../support/word-tasks.ts';

const hosts = ['db1', 'web1', 'web2'].map((name): Host => ({ name, groups: [], vars: {} }));
const look = (tasks: readonly TaskNode[] = [ask('A word is said', { word: 'yes' })]) =>
  play({ name: 'Look', hosts: 'all', tasks });

/** db1 is not there, web1 lacks a tool, web2 is well. */
function mixed() {
  const requests: string[] = [];
  const fleet = new FakeHosts({
    onConnect: (host) => {
      if (host === 'db1') throw new ConnectionError('db1 refused the connection', { hint: 'Is sshd there?' });
    },
    answer: (host, request) => {
      if (isPreflight(request)) return wellAnswer({ missing: host === 'web1' ? 'sha256sum' : '' });
      requests.push(host);
      return 'yes';
    },
  });
  return { fleet, requests };
}

describe('a preflight of each host as its turn comes', () => {
  it('keeps those that are not ready from their tasks, and the others go on', async () => {
    const { fleet } = mixed();
    const { result, outcomes, events } = await runOn(hosts, [look(), look()], { reachOf: fleet.reachOf });
    expect(outcomes).toEqual({ db1: 'unreachable', web1: 'failed', web2: 'ok' });
    expect(exitCodeOf(result)).toBe(1);
    expect(result.hosts.map(({ host, error, tasks }) => [host, error?.message, tasks.length])).toEqual([
      ['db1', 'db1 refused the connection', 0],
      ['web1', 'sha256sum is not there, or not as modules need it', 0],
      ['web2', undefined, 2],
    ]);
    const checked = events.flatMap((event) => (event.is === 'host-checked' ? [event.host] : []));
    expect(checked.toSorted()).toEqual(['db1', 'web1', 'web2']);
    expect(fleet.open).toEqual([]);
  });

  it('costs no round trip', async () => {
    const trips = async (preflight: 'each' | 'none') => {
      const counter = new RoundTripCounter();
      const connect = async (signal: AbortSignal) =>
        counter.counted(await localTransport().connect({ name: 'db1', groups: [], vars: {} }, signal));
      const reachOf = () => ({ connect, shell: 'sh', becomePassword: undefined });
      const tasks = ['a', 'b', 'c'].map((word) => ask(`${word} is said`, { word }));
      const { outcomes } = await runOn(hosts.slice(0, 1), [look(tasks)], { reachOf, preflight });
      expect(outcomes).toEqual({ db1: 'ok' });
      return counter.count;
    };
    expect(await trips('each')).toBe(await trips('none'));
  });

  it('dials a host that is not there once', async () => {
    let dialled = 0;
    const fleet = new FakeHosts({
      onConnect: () => {
        dialled += 1;
        throw new ConnectionError('nobody is there');
      },
    });
    await runOn(hosts.slice(0, 1), [look()], { reachOf: fleet.reachOf });
    expect(dialled).toBe(1);
  });
});

describe('a preflight of all hosts', () => {
  it('lets nothing be done anywhere unless all are ready', async () => {
    const { fleet, requests } = mixed();
    const options = { reachOf: fleet.reachOf, preflight: 'all' } as const;
    const { result, outcomes, events } = await runOn(hosts, [look()], options);
    expect(outcomes).toEqual({ db1: 'unreachable', web1: 'failed', web2: 'cancelled' });
    expect(exitCodeOf(result)).toBe(3);
    expect(requests).toEqual([]);
    expect(events.some((event) => event.is === 'play-started')).toBe(false);
    expect(result.hosts[2]?.error?.message).toBe('Not begun: 2 other hosts are not ready');
    expect(fleet.open).toEqual([]);
  });

  it('may leave out those that are not', async () => {
    const { fleet } = mixed();
    const options = { reachOf: fleet.reachOf, preflight: 'all', allowPartial: true } as const;
    const { outcomes, events } = await runOn(hosts, [look()], options);
    expect(outcomes).toEqual({ db1: 'unreachable', web1: 'failed', web2: 'ok' });
    expect(events.find((event) => event.is === 'play-started')).toMatchObject({ hosts: ['web2'] });
    expect(fleet.made).toBe(2);
  });

  it('may be all that is done', async () => {
    const { fleet, requests } = mixed();
    const options = { reachOf: fleet.reachOf, preflight: 'only' } as const;
    const { result, outcomes } = await runOn(hosts, [look()], options);
    expect(outcomes).toEqual({ db1: 'unreachable', web1: 'failed', web2: 'ok' });
    expect(exitCodeOf(result)).toBe(3);
    expect(requests).toEqual([]);
  });

  it('keeps to the limits', async () => {
    const many = Array.from({ length: 30 }, (_, index): Host => {
      const vars = { drover_proxy_jump: 'gate', drover_limits: [`rack${index % 3}`] };
      return { name: `web${index}`, groups: [], vars };
    });
    const fleet = new FakeHosts({ answer: (_, request) => (isPreflight(request) ? wellAnswer() : 'yes') });
    const options = {
      reachOf: fleet.reachOf,
      preflight: 'all',
      atMost: { rack0: 1 },
      concurrency: 30,
    } as const;
    const { result } = await runOn(many, [look()], options);
    expect(result.ok).toBe(true);
    expect(fleet.mostOpen).toBe(10);
  });

  it('is over when the run is ended, and then all are cancelled', async () => {
    const drain = new AbortController();
    const fleet = new FakeHosts({
      onConnect: () => drain.abort(new Error('enough')),
      answer: () => wellAnswer(),
    });
    const options = {
      reachOf: fleet.reachOf,
      preflight: 'all',
      concurrency: 1,
      drain: drain.signal,
    } as const;
    const { result, outcomes } = await runOn(hosts, [look()], options);
    expect(outcomes).toEqual({ db1: 'cancelled', web1: 'cancelled', web2: 'cancelled' });
    expect(exitCodeOf(result)).toBe(130);
    expect(fleet.made).toBe(1);
  });
});
