import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { unarchive } from '../../../../../src/modules/unarchive.ts';
import type { ModuleCase } from '../module-case.ts';

const here = mkdtempSync(join(tmpdir(), 'drover-unarchive-'));
mkdirSync(join(here, 'app', 'left'), { recursive: true });
writeFileSync(join(here, 'app', 'large'), Buffer.alloc(600_000, 'large\n'));
const src = join(here, 'a.tar');
execFileSync('tar', ['-cf', src, '-C', here, 'app']);
afterAll(() => rmSync(here, { recursive: true }));

export const unarchiveCase: ModuleCase = {
  module: 'unarchive',
  before:
    'mkdir -p tree/sub; echo one >"tree/it\'s"; echo two >tree/sub/two; ln -s sub/two tree/link; tar -czf a.tgz tree; tar -cf a.tar tree; rm -r tree',
  tasks: (place) => [
    unarchive('tar.gz', { src: `${place}/a.tgz`, path: `${place}/-one`, strip: 1 }),
    unarchive('tar', { src: `${place}/a.tar`, path: `${place}/two` }),
    unarchive('of the controller', {
      src,
      from: 'controller',
      path: `${place}/three`,
      include: ['app/large'],
      mode: 'u=rwX,go=',
    }),
  ],
  wrong: {
    call: () => unarchive('u', { src: '/a.tgz', path: 'relative' }),
    says: 'path: must be an absolute path',
  },
};
