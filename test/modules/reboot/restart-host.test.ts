import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/core/command.ts';
import { CommandError, ConnectionError, LostError } from '../../../src/core/errors.ts';
import type { Query } from '../../../src/core/query.ts';
import { sh } from '../../../src/core/sh.ts';
import { restartHost } from '../../../src/modules/reboot/restart-host.ts';

const delays = { preRebootDelayMs: 0, postRebootDelayMs: 0 };
const aDayMs = 86_400_000;

/** A host that answers with these boot ids, one after the other, then with the last; `undefined`: it is not reached. */
function fakeHost(bootIds: readonly (string | undefined)[]) {
  const done: string[] = [];
  const left = [...bootIds];
  const end = new AbortController();
  const host: Conversation = {
    ask: async <T>(question: Query<T>) => {
      const bootId = left.length > 1 ? left.shift() : left[0];
      done.push(`look ${bootId}`);
      if (bootId === undefined) throw new ConnectionError('nobody is there');
      return question.read([bootId]);
    },
    run: async ({ script }) => {
      done.push(script.text);
      if (script.text === 'restart') throw new LostError('gone');
      if (script.text === 'fails') throw new CommandError('it does not run');
      return { stdout: '', stderr: '' };
    },
    note: () => {},
    progress: ({ text }) => {
      done.push(text);
    },
    signal: end.signal,
  };
  return { host, done, end };
}

/** Whether something is still waited for after everything that was due at once. */
async function isWaiting(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    promise.then(
      () => false,
      () => false,
    ),
    setImmediate(true),
  ]);
}

const given = { from: 'one', command: sh`restart`, timeoutMs: 60_000, ...delays };

describe('a host that is restarted', () => {
  it('is back once it answers with another boot id and its test succeeds', async () => {
    const { host, done } = fakeHost(['one', undefined, 'two']);
    expect(await restartHost(host, { ...given, test: sh`works` })).toBe('two');
    expect(done).toEqual(['restart', 'look one', 'look undefined', 'look two', 'works']);
  });

  it('is not restarted before its time, and the end of the run ends the waiting', async () => {
    const { host, done, end } = fakeHost(['two']);
    const waiting = restartHost(host, { ...given, preRebootDelayMs: aDayMs });
    expect(await isWaiting(waiting)).toBe(true);
    expect(done).toEqual(['restarts in 86400 s']);
    end.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(done).toHaveLength(1);
  });

  it('is not looked at before its time, and the end of the run ends the waiting', async () => {
    const { host, done, end } = fakeHost(['two']);
    const waiting = restartHost(host, { ...given, postRebootDelayMs: aDayMs });
    expect(await isWaiting(waiting)).toBe(true);
    expect(done).toEqual(['restart']);
    end.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('is restarted and looked at after its delays, which do not count as time that it takes', async () => {
    const { host, done } = fakeHost(['two']);
    const times = { preRebootDelayMs: 5, postRebootDelayMs: 5, timeoutMs: 1_000 };
    expect(await restartHost(host, { ...given, ...times })).toBe('two');
    expect(done).toEqual(['restarts in 0.005 s', 'restart', 'look two', ':']);
  });

  it.each([
    [['one'], sh`:`, 'The host did not restart within 0.02 s'],
    [[undefined], sh`:`, 'The host did not come back within 0.02 s'],
    [['two'], sh`fails`, 'The host has restarted, and its test did not succeed within 0.02 s'],
  ])('and then is %j, tested by %j, fails: %s', async (bootIds, test, message) => {
    const { host } = fakeHost(bootIds);
    await expect(restartHost(host, { ...given, test, timeoutMs: 20 })).rejects.toThrow(message);
  });
});
