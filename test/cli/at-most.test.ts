import { describe, expect, it } from 'vitest';
import { atMost } from '../../src/cli/at-most.ts';

describe('--at-most', () => {
  it.each([
    ['rack-a=2', { 'rack-a': 2 }],
    ['bastion:2001:db8::1=10', { 'bastion:2001:db8::1': 10 }],
    ['a=b=3', { 'a=b': 3 }],
  ])('%s', (word, sizes) => {
    expect(atMost(word, {})).toEqual(sizes);
  });

  it('may be said several times', () => {
    expect(atMost('mirror=1', { 'rack-a': 2 })).toEqual({ 'rack-a': 2, mirror: 1 });
  });

  it.each(['rack-a', 'rack-a=', 'rack-a=0', 'rack-a=-1', '=3', 'rack-a=1.5'])('refuses %s', (word) => {
    expect(() => atMost(word, {})).toThrow('NAME=NUMBER');
  });
});
