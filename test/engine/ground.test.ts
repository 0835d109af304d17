import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, pathOf, type Resource, type Resources } from '../../src/core/resource.ts';
import { Ground } from '../../src/engine/look-ahead/ground.ts';

const names = ['/', '/a', '/ab', '/a/b', '/a/b/c', '/a/bc', 'relative/a', 'relative'] as const;
const resource = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names).map((name): Resource => `file:${name}`) },
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name): Resource => `directory:${name}`) },
  { weight: 1, arbitrary: fc.constantFrom<Resource>('unit:httpd', 'package:httpd') },
);
const resources: fc.Arbitrary<Resources> = fc.oneof(
  { weight: 9, arbitrary: fc.array(resource, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constant('everything' as const) },
);

/** Anything but files and directories may be anything. */
function widened(given: Resources): Resources {
  if (given === 'everything') return given;
  return given.every((one) => pathOf(one) !== undefined) ? given : 'everything';
}

describe('a ground', () => {
  it('tells what comparing each resource with each other would tell', () => {
    fc.assert(
      fc.property(fc.array(resources, { maxLength: 3 }), resources, (parts, other) => {
        const ground = new Ground();
        for (const part of parts) ground.add(part);
        const isOverlapped = (one: Resources, two: Resources) => overlaps(widened(one), widened(two));
        expect(ground.spoils(other)).toBe(parts.some((part) => isOverlapped(part, other)));
        expect(ground.isSpoiltBy(other)).toBe(parts.some((part) => isOverlapped(other, part)));
      }),
      { numRuns: 3000 },
    );
  });
});
