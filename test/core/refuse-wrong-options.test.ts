import { describe, expect, it } from 'vitest';
import { refuseWrongOptions } from '../../src/core/refuse-wrong-options.ts';
import { sh } from '../../src/core/sh.ts';
import { group, transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';

describe('options', () => {
  it('that there are not are refused, with the one that was meant', () => {
    const wrong: object = { retires: 3 };
    expect(() => command('c', { script: sh`:` }, wrong)).toThrow(
      'The option "retires" of "c" is not one of a task',
    );
    expect(() => refuseWrongOptions('task', 'c', wrong)).toThrowError(
      expect.objectContaining({ hint: 'Did you mean "retries"?' }),
    );
  });

  it('of tasks are none of groups and transactions', () => {
    const wrong: object = { timeoutMs: 5 };
    const ignoring: object = { ignoreErrors: true };
    expect(() => group('g', [], ignoring)).not.toThrow();
    expect(() => transaction('t', [], ignoring)).toThrow(
      'The option "ignoreErrors" of "t" is not one of a transaction',
    );
    expect(() => group('g', [], wrong)).toThrow('The option "timeoutMs" of "g" is not one of a group');
    expect(() => transaction('t', [], wrong)).toThrow(
      'The option "timeoutMs" of "t" is not one of a transaction',
    );
  });

  it.each([
    [{ retries: -1 }, 'The option retries of "c" is -1, and must be a whole number from 0 on'],
    [{ retries: 1.5 }, 'The option retries of "c" is 1.5, and must be a whole number from 0 on'],
    [
      { retryDelayMs: Number.NaN },
      'The option retryDelayMs of "c" is NaN, and must be a whole number from 0 on',
    ],
    [{ timeoutMs: 0 }, 'The option timeoutMs of "c" is 0, and must be a whole number from 1 on'],
    [{ ignoreErrors: 'yes' }, 'The option ignoreErrors of "c" is "yes", and must be true or false'],
  ])('%o: %s', (options, message) => {
    expect(() => refuseWrongOptions('task', 'c', options)).toThrow(message);
  });

  it('that are right are taken', () => {
    expect(() =>
      refuseWrongOptions('task', 'c', { retries: 0, retryDelayMs: 0, timeoutMs: 1, tags: [] }),
    ).not.toThrow();
  });
});
