import { describe, expect, it } from 'vitest';
import { assert } from '../../src/modules/assert.ts';
import { fail } from '../../src/modules/fail.ts';
import { runHere } from '../support/local-host.ts';

const after = assert('after', { that: true, message: 'm' });

describe('fail', () => {
  it.each([false, true])('ends the host with its message and hint (check: %s)', async (check) => {
    const { result, outcomes } = await runHere([fail('f', { message: 'no way', hint: 'Turn.' }), after], {
      check,
    });
    expect(outcomes).toEqual({ f: 'failed: no way' });
    expect(result.hosts[0]?.tasks[0]?.outcome).toMatchObject({ error: { code: 'refused', hint: 'Turn.' } });
  });

  it('does nothing where its condition does not hold', async () => {
    const never = fail('f', { message: 'no way' }, { when: ({ host }) => host.name !== 'here' });
    expect((await runHere([never, after])).outcomes).toEqual({ f: 'skipped', after: 'ok' });
  });

  it('has a reason', () => {
    expect(() => fail('f', { message: '' })).toThrow('message');
  });
});
