import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../../src/core/errors.ts';
import { exitCodeOf } from '../../src/core/exit-code.ts';
import { defineModule } from '../../src/core/module.ts';
import { play } from '../../src/core/play.ts';
import { type Rollout, wavesOf } from '../../src/core/rollout.ts';
import { hostNames } from '../support/events.ts';
import { FakeHosts, isPreflight, wellAnswer } from '../support/fake-hosts.ts';
import { runOn } from '../support/run-on.ts';
import { ask } from '../support/word-tasks.ts';

const names = (many: number) => hostNames(many).map((name) => ({ name, groups: [], vars: {} }));

/** A fleet in which some hosts are not reached, and the order in which hosts were dialled. */
function fleet(dead: readonly number[]) {
  const dialled: string[] = [];
  const hosts = new FakeHosts({
    answer: (_, request) => (isPreflight(request) ? wellAnswer() : 'yes'),
    onConnect: (name) => {
      dialled.push(name);
      if (dead.some((index) => hostNames(100)[index] === name)) throw new ConnectionError('nobody is there');
    },
  });
  return { hosts, dialled };
}

/** It might change something; there is nothing to change. */
const keep = defineModule({ ...ask.spec, name: 'keep', verifies: false });

const rolled = (rollout: Rollout) =>
  play({ name: 'Rolled out', hosts: 'all', rollout, tasks: [keep('A word', { word: 'yes' })] });

const look = play({ name: 'Looked at', hosts: 'all', tasks: [ask('Look', { word: 'yes' })] });

describe('the order of a play', () => {
  it('is the order in which its hosts are dialled', async () => {
    const { hosts, dialled } = fleet([]);
    const backwards = play({
      name: 'Backwards',
      hosts: 'all',
      order: 'reverse_inventory',
      concurrency: 1,
      tasks: [ask('Look', { word: 'yes' })],
    });
    await runOn(names(3), [backwards], { reachOf: hosts.reachOf });
    expect(dialled).toEqual(hostNames(3).toReversed());
  });
});

describe('waves', () => {
  it.each([
    [[1, '30%', 4], 10, [1, 3, 4, 2]],
    [['50%'], 5, [2, 2, 1]],
    [['1%'], 3, [1, 1, 1]],
    [['100%'], 3, [3]],
    [[2], 0, []],
  ] as const)('of %j are, for %i hosts, %j', (waves, many, sizes) => {
    const hosts = Array.from({ length: many }, (_, index) => index);
    expect(wavesOf(hosts, { waves }).map((wave) => wave.length)).toEqual(sizes);
    expect(wavesOf(hosts, { waves }).flat()).toEqual(hosts);
  });

  it.each<[Rollout, string]>([
    [{ waves: [0] }, 'have one host each at least'],
    [{ waves: [] }, 'have one host each at least'],
    [{ waves: [1.5] }, '1.5 is no number of hosts'],
    [{ failureBudget: '200%' }, '"200%" is no number of hosts'],
    [{ failureBudget: -1 }, '-1 is no number of hosts'],
  ])('%j is refused', (rollout, message) => {
    expect(() => rolled(rollout)).toThrow(message);
  });

  it('begin when the one before has ended', async () => {
    const { hosts } = fleet([]);
    const { events } = await runOn(names(4), [rolled({ waves: [1, 3] })], { reachOf: hosts.reachOf });
    const order = events.flatMap((event) =>
      event.is === 'host-connected' || event.is === 'host-finished' ? [event.is] : [],
    );
    expect(order.slice(0, 2)).toEqual(['host-connected', 'host-finished']);
    expect(hosts.mostOpen).toBe(3);
  });
});

describe('a wave whose hosts were all lost', () => {
  it.each<readonly [readonly number[], Rollout, readonly string[]]>([
    [[0], { waves: [1, 2] }, ['unreachable', 'cancelled', 'cancelled']],
    [[0], { waves: [2, 1] }, ['unreachable', 'ok', 'ok']],
    [[1, 2], { waves: [1, 2] }, ['ok', 'unreachable', 'unreachable']],
    [[0], { waves: [1, 2], failureBudget: '100%' }, ['unreachable', 'ok', 'ok']],
  ])('with %j lost, of %j: %j', async (dead, rollout, outcomes) => {
    const run = await runOn(names(3), [rolled(rollout)], { reachOf: fleet(dead).hosts.reachOf });
    expect(Object.values(run.outcomes)).toEqual(outcomes);
  });

  it('ends later plays too, and says why', async () => {
    const only = play({
      name: 'Only',
      hosts: 'web001',
      rollout: { waves: [1] },
      tasks: [keep('A word', { word: 'yes' })],
    });
    const { result } = await runOn(names(2), [only, rolled({})], { reachOf: fleet([0]).hosts.reachOf });
    expect(result.hosts[1]?.error?.message).toBe('Not begun: every host of a wave of "Only" was lost');
  });

  it('is not meant of a play without waves', async () => {
    const only = play({ name: 'Only', hosts: 'web001', tasks: [keep('A word', { word: 'yes' })] });
    const run = await runOn(names(2), [only, rolled({})], { reachOf: fleet([0]).hosts.reachOf });
    expect(run.outcomes).toEqual({ web001: 'unreachable', web002: 'ok' });
  });
});

describe('a failure budget', () => {
  it('lets no host begin once more were lost, unreached ones too, and says why', async () => {
    const { hosts, dialled } = fleet([1]);
    const { result, outcomes } = await runOn(names(3), [rolled({ waves: [1], failureBudget: 0 })], {
      reachOf: hosts.reachOf,
    });
    expect(outcomes).toEqual({ web001: 'ok', web002: 'unreachable', web003: 'cancelled' });
    expect(dialled).not.toContain('web003');
    expect(result.hosts[2]?.error?.message).toBe(
      'Not begun: 1 of 3 hosts was lost, and the failure budget is 0',
    );
    expect(exitCodeOf(result)).toBe(3);
  });

  it('is not used up by as many as it names', async () => {
    const { hosts } = fleet([0]);
    const { outcomes } = await runOn(names(4), [rolled({ waves: [1], failureBudget: '25%' })], {
      reachOf: hosts.reachOf,
    });
    expect(Object.values(outcomes)).toEqual(['unreachable', 'ok', 'ok', 'ok']);
  });

  it('ends later plays too, but for those that only look, and what the run says stands over it', async () => {
    const { hosts } = fleet([0]);
    const plays = [rolled({ waves: [1], failureBudget: 0 }), rolled({})];
    const { outcomes } = await runOn(names(3), plays, { reachOf: hosts.reachOf });
    expect(Object.values(outcomes)).toEqual(['unreachable', 'cancelled', 'cancelled']);
    const looked = await runOn(names(3), [...plays, look], { reachOf: fleet([1]).hosts.reachOf });
    expect(looked.result.hosts.map(({ tasks }) => tasks.map(({ name }) => name))).toEqual([
      ['A word', 'Look'],
      [],
      ['Look'],
    ]);
    const again = fleet([0]);
    const lenient = await runOn(names(3), plays, {
      reachOf: again.hosts.reachOf,
      rollout: { failureBudget: 1 },
    });
    expect(Object.values(lenient.outcomes)).toEqual(['unreachable', 'ok', 'ok']);
  });
});
