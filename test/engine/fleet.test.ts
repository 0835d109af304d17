import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../src/core/errors.ts';
import { exitCodeOf } from '../../src/core/exit-code.ts';
import type { Host } from '../../src/core/host.ts';
import { play } from '../../src/core/play.ts';
import { summary } from '../../src/reporters/summary.ts';
import { hostNames } from '../support/events.ts';
import { FakeHosts, isPreflight, wellAnswer } from '../support/fake-hosts.ts';
import { runOn } from '../support/run-on.ts';
import { ask } from '../support/word-tasks.ts';

const fleetOf = (many: number, vars: (index: number) => Host['vars'] = () => ({})): readonly Host[] =>
  hostNames(many).map((name, index) => ({ name, groups: [], vars: vars(index) }));

const look = (hosts = 'all') =>
  play({ name: `Look at ${hosts}`, hosts, tasks: [ask('A word is said', { word: 'yes' })] });

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Hosts that answer a little later, so that many are at work at a time. */
const well = () =>
  new FakeHosts({
    answer: async (_, request) => {
      await turn();
      return isPreflight(request) ? wellAnswer() : 'yes';
    },
  });

describe('connections of a large fleet', () => {
  it('are never more than hosts at a time, made once each, and none is left', async () => {
    const fleet = well();
    const { result } = await runOn(fleetOf(1000), [look()], { reachOf: fleet.reachOf, concurrency: 50 });
    expect(result.ok).toBe(true);
    expect(result.hosts).toHaveLength(1000);
    expect({ most: fleet.mostOpen, made: fleet.made, left: fleet.open }).toEqual({
      most: 50,
      made: 1000,
      left: [],
    });
  });

  it.each([
    ['neither', undefined, undefined, 20],
    ['the play', undefined, 30, 30],
    ['the run, and more by the play', 1, 5, 1],
    ['the play, and more by the run', 25, 5, 5],
  ])('are as many as is said by %s', async (_, concurrency, ofPlay, most) => {
    const fleet = well();
    const tasks = [ask('A word is said', { word: 'yes' })];
    const own = ofPlay === undefined ? {} : { concurrency: ofPlay };
    const looked = play({ name: 'Look', hosts: 'all', tasks, ...own });
    await runOn(fleetOf(40), [looked], { reachOf: fleet.reachOf, concurrency });
    expect(fleet.mostOpen).toBe(most);
  });

  it('are kept for a later play, up to a number', async () => {
    const fleet = well();
    const hosts = fleetOf(600);
    const { result } = await runOn(hosts, [look(), look()], { reachOf: fleet.reachOf, concurrency: 50 });
    expect(result.ok).toBe(true);
    expect(fleet.made).toBe(700);
    expect(fleet.mostOpen).toBeLessThanOrEqual(550);
    expect(fleet.open).toEqual([]);
  });

  it('are kept for the host that has a later play, and for no other', async () => {
    const fleet = well();
    const open: (readonly string[])[] = [];
    await runOn(fleetOf(5), [look(), look('web002')], {
      reachOf: fleet.reachOf,
      onEvent: (event) => {
        if (event.is === 'play-started') open.push(fleet.open);
      },
    });
    expect(open).toEqual([[], ['web002']]);
    expect(fleet.made).toBe(5);
  });
});

describe('named limits', () => {
  it('hold for the connections of all plays, also of a bastion that nothing is said of', async () => {
    const racks = fleetOf(60, (index) => ({
      drover_limits: [`rack${index % 2}`],
      drover_proxy_jump: 'gate',
    }));
    const working = new Map<string, number>();
    let most = 0;
    const fleet = new FakeHosts({
      answer: async (host, request) => {
        if (isPreflight(request)) return wellAnswer();
        const rack = `rack${hostNames(60).indexOf(host) % 2}`;
        working.set(rack, (working.get(rack) ?? 0) + 1);
        most = Math.max(most, working.get('rack1') ?? 0);
        await turn();
        working.set(rack, (working.get(rack) ?? 0) - 1);
        return 'yes';
      },
    });
    const options = { reachOf: fleet.reachOf, concurrency: 50, atMost: { rack1: 2 } };
    const { result } = await runOn(racks, [look(), look()], options);
    expect(result.ok).toBe(true);
    expect(most).toBe(2);
    expect(fleet.mostOpen).toBe(10);
  });

  it('of a play hold beside those of the run', async () => {
    const fleet = well();
    const limited = play({
      name: 'Limited',
      hosts: 'all',
      atMost: { mirror: 3 },
      tasks: [ask('w', { word: 'yes' })],
    });
    const hosts = fleetOf(20, () => ({ drover_limits: 'mirror' }));
    await runOn(hosts, [limited], { reachOf: fleet.reachOf, atMost: { mirror: 5 } });
    expect(fleet.mostOpen).toBe(3);
  });
});

describe('a drain', () => {
  it('lets hosts finish the task in hand, and begins no other host', async () => {
    const drain = new AbortController();
    const { promise: drained, resolve } = Promise.withResolvers<void>();
    let asked = 0;
    const fleet = new FakeHosts({
      answer: async (_, request) => {
        if (isPreflight(request)) return wellAnswer();
        asked += 1;
        if (asked === 3) {
          drain.abort(new CancelledError('Cancelled by Ctrl-C'));
          resolve();
        }
        await drained;
        return 'yes';
      },
    });
    const two = [ask('One', { word: 'one' }), ask('Two', { word: 'two' })];
    const { result, outcomes } = await runOn(fleetOf(8), [play({ name: 'Look', hosts: 'all', tasks: two })], {
      reachOf: fleet.reachOf,
      concurrency: 3,
      drain: drain.signal,
      lookAhead: false,
    });
    expect(exitCodeOf(result)).toBe(130);
    expect(Object.values(outcomes)).toEqual(hostNames(8).map(() => 'cancelled'));
    expect(result.hosts.map(({ tasks }) => tasks.length)).toEqual([1, 1, 1, 0, 0, 0, 0, 0]);
    expect(fleet.made).toBe(3);
    expect(summary({ ...result, tookMs: 900 })).toMatchInlineSnapshot(`
      "✖ web001  ok=1 changed=0 failed=0 skipped=0  cancelled
      ✖ web002  ok=1 changed=0 failed=0 skipped=0  cancelled
      ✖ web003  ok=1 changed=0 failed=0 skipped=0  cancelled
      ✖ web004  ok=0 changed=0 failed=0 skipped=0  cancelled
      ✖ web005  ok=0 changed=0 failed=0 skipped=0  cancelled
      ✖ web006  ok=0 changed=0 failed=0 skipped=0  cancelled
      ✖ web007  ok=0 changed=0 failed=0 skipped=0  cancelled
      ✖ web008  ok=0 changed=0 failed=0 skipped=0  cancelled

      ✖ web[001-003]  cancelled
          Cancelled by Ctrl-C
      ✖ web[004-008]  cancelled
          Not begun: the run was ended before its turn came

      8 of 8 hosts were cancelled; nothing was changed.
      "
    `);
  });
});
