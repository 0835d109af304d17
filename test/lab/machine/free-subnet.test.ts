import { describe, expect, it } from 'vitest';
import { freeSubnet } from '../../../src/lab/machine/free-subnet.ts';

describe('freeSubnet', () => {
  it.each([
    ['nothing is in the way', [], '10.77.0.0/24'],
    ['only other networks are taken', ['192.0.2.0/24', '10.76.0.0/16'], '10.77.0.0/24'],
    ['it is taken itself', ['10.77.0.0/24'], '10.78.0.0/24'],
    ['a wider one holds it', ['10.64.0.0/12'], '10.80.0.0/24'],
    ['a single address of it is taken', ['10.77.0.9'], '10.78.0.0/24'],
  ])('answers the first one that is free when %s', (_, taken, expected) => {
    expect(freeSubnet('10.77.0.0/24', taken)).toBe(expected);
  });

  it('says what to do when all are taken', () => {
    expect(() => freeSubnet('10.77.0.0/24', ['10.0.0.0/8'])).toThrow(
      'Every subnet from 10.77.0.0/24 on is in use',
    );
  });
});
