import { describe, expect, it } from 'vitest';
import { sh } from '../../../src/core/sh.ts';
import { swapChanges } from '../../../src/modules/tree-swap/swap-changes.ts';
import { treeSwap } from '../../../src/modules/tree-swap.ts';

const newStamp = 'f'.repeat(64);

describe('plan', () => {
  const given = treeSwap.spec.params.parse({ from: '/s', path: '/l' });
  const live = {
    is: 'tree',
    stamp: '0'.repeat(64),
    backup: undefined,
    free: '/l.old',
    movable: true,
    interrupted: undefined,
  } as const;
  const staged = { is: 'built', stamp: newStamp } as const;

  it('refuses what it cannot do in one step, before anything is stopped', () => {
    expect(() => swapChanges({ ...live, movable: false }, staged, given)).toThrow('another file system');
    expect(() => swapChanges({ ...live, is: 'other' }, staged, given)).toThrow('/l is there and is not');
    expect(() => swapChanges(live, { is: 'absent' }, given)).toThrow('There is no tree /s');
    expect(() => swapChanges(live, { is: 'unstamped' }, given)).toThrow('does not say which build');
  });

  it('expects a swap when the staged tree would be built', () => {
    expect(swapChanges(live, { is: 'coming' }, given).map((change) => change.is)).toEqual([
      'copy',
      'keep',
      'place',
    ]);
  });

  it('needs a way to stop what it should be able to start again', () => {
    expect(() => treeSwap('s', { from: '/s', path: '/l', startOld: sh`:` })).toThrow('startOld needs stop');
  });
});
