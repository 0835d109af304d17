import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../../src/core/errors.ts';
import { exitCodeOf } from '../../src/core/exit-code.ts';
import type { GateFinding } from '../../src/core/host-check.ts';
import { play } from '../../src/core/play.ts';
import { compile } from '../../src/engine/compile.ts';
import { fail } from '../../src/modules/fail.ts';
import { run } from '../../src/run.ts';
import { FakeHosts, isPreflight, wellAnswer } from '../support/fake-hosts.ts';
import { runOn } from '../support/run-on.ts';
import { ask } from '../support/word-tasks.ts';

const hosts = ['one', 'two', 'three'].map((name) => ({ name, groups: [], vars: {} }));

/** Hosts that say what they are given to say of themselves, and that are dead where it is nothing. */
const fleet = (said: Readonly<Record<string, string>>) =>
  new FakeHosts({
    answer: (name, request) => (isPreflight(request) ? wellAnswer() : (said[name] ?? 'well')),
    onConnect: (name) => {
      if (said[name] === '') throw new ConnectionError('nobody is there');
    },
  });

const findingsOf = (word: string): readonly GateFinding[] => {
  const [severity, message = ''] = word.split(':');
  if (severity !== 'stops' && severity !== 'warns' && severity !== 'notes') return [];
  return [{ severity, about: 'words', message, hint: `Do away with ${message}.` }];
};

const gate = play({
  name: 'Gate',
  hosts: 'all',
  gate: true,
  tasks: () => {
    const look = ask('Look', { word: 'how are you?' }, { tags: ['look'] });
    return { tasks: [look], findings: ({ state }) => findingsOf(state(look)) };
  },
});
const work = play({ name: 'Work', hosts: 'all', tasks: [ask('Work', { word: 'go' })] });
const tasksOf = (ran: Awaited<ReturnType<typeof runOn>>) =>
  ran.result.hosts.map(({ host, tasks }) => `${host}: ${tasks.map(({ name }) => name).join(', ')}`);

describe('a play that is a gate', () => {
  it('lets all through when nothing stops them, and what was found is in the result', async () => {
    const said = { two: 'warns:rust', three: 'notes:paint' };
    const ran = await runOn(hosts, [gate, work], { reachOf: fleet(said).reachOf });
    expect(tasksOf(ran)).toEqual(['one: Look, Work', 'two: Look, Work', 'three: Look, Work']);
    expect(ran.result.hosts.map(({ findings }) => findings.map(({ message }) => message))).toEqual([
      [],
      ['rust'],
      ['paint'],
    ]);
    expect([ran.result.preflight?.verdict, exitCodeOf(ran.result)]).toEqual(['go', 0]);
  });

  it.each([
    ['is found wanting', { two: 'stops:rust' }, { two: 'failed' }, 'rust'],
    ['is not reached', { two: '' }, { two: 'unreachable' }, 'nobody is there'],
  ])('lets nobody through when a host %s, though all were looked at', async (_, said, outcome, why) => {
    const ran = await runOn(hosts, [gate, work], { reachOf: fleet(said).reachOf });
    expect(ran.outcomes).toEqual({ one: 'cancelled', three: 'cancelled', ...outcome });
    expect(tasksOf(ran).filter((line) => line.includes('Work'))).toEqual([]);
    expect(ran.result.hosts.find(({ host }) => host === 'two')?.error?.message).toBe(why);
    expect(ran.result.hosts[0]?.error?.message).toBe('Not begun: another host is not ready');
    expect([ran.result.preflight?.verdict, exitCodeOf(ran.result)]).toEqual(['stop', 3]);
  });

  it('lets nobody through when a host failed before it, which is no matter of being ready', async () => {
    const before = play({ name: 'Before', hosts: 'one', tasks: [fail('Fails', { message: 'no' })] });
    const ran = await runOn(hosts, [before, gate, work], { reachOf: fleet({}).reachOf });
    expect(ran.outcomes).toEqual({ one: 'failed', two: 'cancelled', three: 'cancelled' });
    expect(ran.result.preflight).toEqual({ mode: 'gate', play: 'Gate', verdict: 'stop', lost: ['one'] });
    expect(exitCodeOf(ran.result)).toBe(1);
  });

  it('leaves the losers out where the run allows that, unless that is all', async () => {
    const options = { allowPartial: true, rollout: { failureBudget: 0 } };
    const one = fleet({ one: 'stops:rust' });
    const ran = await runOn(hosts, [gate, work], { reachOf: one.reachOf, ...options });
    expect(tasksOf(ran)).toEqual(['one: Look', 'two: Look, Work', 'three: Look, Work']);
    expect(ran.outcomes).toEqual({ one: 'failed', two: 'ok', three: 'ok' });
    const every = fleet({ one: 'stops:rust', two: 'stops:rust', three: '' });
    const none = await runOn(hosts, [gate, work], { reachOf: every.reachOf, ...options });
    expect(none.result.preflight?.verdict).toBe('stop');
  });

  it('is looked through also by a preflight and nothing else', async () => {
    const { reachOf } = fleet({ one: 'stops:rust' });
    const ran = await runOn(hosts, [gate, work], { reachOf, preflight: 'only' });
    expect(tasksOf(ran)).toEqual(['one: Look', 'two: Look', 'three: Look']);
    expect(ran.outcomes).toEqual({ one: 'failed', two: 'ok', three: 'ok' });
    expect(ran.result.preflight).toEqual({ mode: 'only', verdict: 'stop', lost: ['one'] });
  });

  it('holds nobody up when its tasks are left out', () => {
    const inventory = { hosts, select: () => hosts };
    const isGate = (skipTags: readonly string[]) =>
      compile([gate, work], inventory, { tags: [], skipTags }).plays.map((planned) => planned.isGate);
    expect([isGate([]), isGate(['look'])]).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  it('makes sense of allowPartial, as nothing else but a preflight of all does', async () => {
    const inventory = { hosts, select: () => hosts };
    const options = { inventory, allowPartial: true, reachOf: fleet({}).reachOf };
    await expect(run(work, options)).rejects.toThrow('a preflight of all or a gate, and there is none');
    expect((await run([gate, work], options)).ok).toBe(true);
  });

  it('alone may have findings', () => {
    const wrong = play({ name: 'Work', hosts: 'all', tasks: () => ({ tasks: [], findings: () => [] }) });
    const inventory = { hosts, select: () => hosts };
    expect(() => compile([wrong], inventory, { tags: [], skipTags: [] })).toThrow(
      'The play "Work" has findings, and is no gate',
    );
  });
});
