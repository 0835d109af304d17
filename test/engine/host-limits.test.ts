import { describe, expect, it } from 'vitest';
import { play } from '../../src/core/play.ts';
import { hostLimits } from '../../src/engine/host-limits.ts';
import { limitNames } from '../../src/engine/limit-names.ts';
import { refuseWrongLimits } from '../../src/engine/refuse-wrong-limits.ts';

const host = (vars: Readonly<Record<string, unknown>>, groups: readonly string[] = []) => ({
  name: 'web1',
  groups,
  vars,
});

describe('what a host shares with others', () => {
  it.each([
    [host({}, ['web', 'rack_a']), ['web', 'rack_a']],
    [host({}, ['ungrouped']), []],
    [host({ drover_limits: ['rack-a', 'mirror'] }), ['rack-a', 'mirror']],
    [host({ drover_limits: 'rack-a, mirror' }), ['rack-a', 'mirror']],
    [host({ drover_limits: ['web'] }, ['web']), ['web']],
    [host({ drover_proxy_jump: 'bastion' }), ['bastion:bastion']],
    [host({ drover_proxy_jump: 'admin@gate.example:2222,inner' }), ['bastion:gate.example']],
    [host({ drover_proxy_jump: 'ssh://admin@[2001:db8::1]:22' }), ['bastion:2001:db8::1']],
    [host({ drover_proxy_jump: 'none' }), []],
    [{ ...host({}), firstHop: 'admin@gate:22' }, ['bastion:gate']],
    [{ ...host({ drover_proxy_jump: 'inner' }), firstHop: 'gate' }, ['bastion:gate']],
  ])('%j: %j', (one, names) => {
    expect(limitNames(one)).toEqual(names);
  });

  it.each([[5], [{}], [['rack-a', 3]], [['']]])('is not %j', (wrong) => {
    expect(() => limitNames(host({ drover_limits: wrong }))).toThrow('drover_limits of web1 must be a list');
  });
});

describe('the limits of a host', () => {
  const web = host({ drover_limits: ['rack-a', 'mirror'], drover_proxy_jump: 'gate' }, ['web']);

  it('are those that were given a size, and the smallest of several', () => {
    expect(hostLimits(web, [{ 'rack-a': 2, web: 5 }, { web: 1 }])).toEqual([
      { name: 'web', most: 1 },
      { name: 'rack-a', most: 2 },
      { name: 'bastion:gate', most: 10 },
    ]);
  });

  it('let 10 at a time through a bastion, where nothing else is said', () => {
    expect(hostLimits(web, [])).toEqual([{ name: 'bastion:gate', most: 10 }]);
    expect(hostLimits(web, [{ 'bastion:gate': 30 }])).toEqual([{ name: 'bastion:gate', most: 30 }]);
  });
});

describe('a wrong limit', () => {
  const racks = [host({ drover_limits: ['rack-a'] }, ['web'])];
  const playWith = (atMost: Readonly<Record<string, number>>) =>
    play({ name: 'Build', hosts: 'all', atMost, tasks: [] });

  it('of the run is one that no host counts under', () => {
    expect(() => refuseWrongLimits({ 'rak-a': 2 }, [], racks)).toThrow(
      'No host of the inventory counts under the limit "rak-a"',
    );
    expect(() => refuseWrongLimits({ 'rack-a': 2, web: 1 }, [], racks)).not.toThrow();
  });

  it('has no room for anybody, or for half a host', () => {
    expect(() => refuseWrongLimits({ web: 0 }, [], racks)).toThrow('atMost of "web" is 0');
    expect(() => refuseWrongLimits({}, [playWith({ web: 1.5 })], racks)).toThrow(
      'The play "Build": atMost of "web" is 1.5: it must be a whole number from 1 on',
    );
  });

  it('of a play may be about what this inventory has not', () => {
    expect(() => refuseWrongLimits({}, [playWith({ mirror: 1 })], racks)).not.toThrow();
  });
});
