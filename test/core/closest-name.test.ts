import { describe, expect, it } from 'vitest';
import { closestName } from '../../src/core/closest-name.ts';

describe('closestName', () => {
  it.each([
    ['tsl', ['ca', 'tls'], 'tls'],
    ['wbe', ['db', 'web', 'wide'], 'web'],
    ['nginx-prox', ['nginx', 'nginx-proxy'], 'nginx-proxy'],
    ['WEB', ['web'], 'web'],
    ['web', ['db', 'mail'], undefined],
    ['web', [], undefined],
  ])('of %s among %j is %s', (wrong, names, near) => {
    expect(closestName(wrong, names)).toBe(near);
  });
});
