import { describe, expect, it } from 'vitest';
import { reboot } from '../../src/modules/reboot.ts';
import { runHere } from '../support/local-host.ts';

describe('a restart', () => {
  const { params, desired, plan } = reboot.spec;
  const controller = { directory: '/', host: { name: 'here', groups: [], vars: {} } };
  const state = { bootId: 'one', isRequired: false, isController: false };

  it.each([
    [{}, {}, ['restart']],
    [{ onlyWhenRequired: true }, {}, []],
    [{ onlyWhenRequired: true }, { isRequired: true }, ['restart']],
    [{ onlyWhenRequired: true }, { isController: true }, []],
  ])('with %j of a host that is %j is %j', async (given, seen, changes) => {
    expect(plan({ ...state, ...seen }, await desired(params.parse(given), controller))).toEqual(changes);
  });

  it('is over once another start is reached', async () => {
    const wish = await desired(params.parse({}), controller);
    wish.reached.add('two');
    expect(plan({ ...state, bootId: 'two' }, wish)).toEqual([]);
    expect(plan(state, wish)).toEqual(['restart']);
  });

  it('is refused where it could not be seen', async () => {
    const wish = await desired(params.parse({}), controller);
    expect(() => plan({ ...state, bootId: '' }, wish)).toThrow('The host has no boot id');
  });

  it.each([true, false])('never hits the machine that Drover runs on (check: %s)', async (check) => {
    const { outcomes } = await runHere([reboot('restart', {})], { check });
    expect(outcomes['restart']).toBe(
      'failed: The host is the machine that Drover runs on, or a container of it',
    );
  });
});

it.each([{ timeoutMs: 0 }, { preRebootDelayMs: -1 }, { postRebootDelayMs: 0.5 }])(
  'is refused with a time that is none: %j',
  (given) => {
    expect(() => reboot('r', given)).toThrow(`${Object.keys(given)[0]}: `);
  },
);
