import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Secret } from '../../../../../src/core/secret.ts';
import { copy } from '../../../../../src/modules/copy.ts';
import type { ModuleCase } from '../module-case.ts';

const src = mkdtempSync(join(tmpdir(), 'drover-copy-'));
mkdirSync(join(src, "-it's", 'empty'), { recursive: true });
writeFileSync(join(src, 'there'), 'new\n');
writeFileSync(join(src, "-it's", '\n*'), Buffer.alloc(100_000, 'large\n'));
symlinkSync('there', join(src, 'link'));
afterAll(() => rmSync(src, { recursive: true }));

const secret = 'correct horse battery staple';

export const copyCase: ModuleCase = {
  module: 'copy',
  before:
    "printf 'old\\n' >there; chmod 600 there; ln -s elsewhere link; mkdir tree; cp -Pp there link tree; cp -p there tree/same",
  tasks: (place) => [
    copy('new', { path: `${place}/it's new`, content: 'text, ünï\n', mode: '0640' }),
    copy('changed', { path: `${place}/there`, content: 'no newline' }),
    copy('instead of a link', { path: `${place}/link`, content: '' }),
    copy('tree', { path: `${place}/tree`, src: `${src}/`, mode: '0640', localFollow: false }),
    copy('new tree', { path: `${place}/new`, src, directoryMode: '0750' }),
    copy('secret', { path: `${place}/key`, content: new Secret(secret), mode: '0600' }),
  ],
  wrong: { call: () => copy('c', { path: 'relative', content: '' }), says: 'path: must be an absolute path' },
  secret,
};
