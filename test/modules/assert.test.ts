import { describe, expect, it } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { assert } from '../../src/modules/assert.ts';
import { command } from '../../src/modules/command.ts';
import { probe } from '../../src/modules/probe.ts';
import { runHere } from '../support/local-host.ts';

describe('an assertion', () => {
  it('fails with its message and hint', async () => {
    const { result } = await runHere([
      assert('a', { that: false, message: 'two is odd', hint: 'Count again.' }),
    ]);
    expect(result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
      error: { code: 'refused', message: 'two is odd', hint: 'Count again.' },
    });
  });

  it('holds of what an earlier task saw, in a check too', async () => {
    const asked = probe('p', { script: sh`echo 3` });
    const holds = assert('a', ({ state }) => ({ that: Number(state(asked).stdout) === 3, message: 'not 3' }));
    expect((await runHere([asked, holds], { check: true })).outcomes).toEqual({ p: 'ok', a: 'ok' });
  });

  it('is undetermined in a check when what it is about would change', async () => {
    const run = command('c', { argv: ['echo'] });
    const holds = assert('a', ({ state }) => ({ that: state(run).ran, message: 'it did not run' }));
    expect((await runHere([run, holds], { check: true })).outcomes).toEqual({
      c: 'changed',
      a: 'undetermined',
    });
    const again = command('c', { argv: ['echo'] });
    const held = assert('a', ({ state }) => ({ that: state(again).ran, message: 'it did not run' }));
    expect((await runHere([again, held])).outcomes).toEqual({ c: 'changed', a: 'ok' });
  });

  it('takes nothing but a boolean', () => {
    // @ts-expect-error A string is always true, and that is never meant.
    expect(() => assert('a', { that: 'yes', message: 'm' })).toThrow('that');
  });
});
