import { describe, expect, it } from 'vitest';
import { mirrorFrom } from '../../../src/lab/machine/apt-mirror.ts';

const targets = `http://mirror.example/debian-security/ bookworm-security main Debian
http://mirror.example/tools/ stable main Example
http://mirror.example/debian/ bookworm main Debian
http://new.example/debian/ trixie main Debian
`;

describe('mirrorFrom', () => {
  it.each([
    ['bookworm', 'http://mirror.example/debian/'],
    ['trixie', 'http://new.example/debian/'],
    ['forky', 'http://mirror.example/debian/'],
  ])('finds the archive for %s', (release, mirror) => {
    expect(mirrorFrom(targets, release)).toBe(mirror);
  });

  it('finds none on a machine of another distribution', () => {
    expect(mirrorFrom('http://mirror.example/ubuntu/ noble main Ubuntu\n', 'bookworm')).toBeUndefined();
  });
});
