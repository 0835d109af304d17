import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { template } from '../../../../../src/modules/template.ts';
import type { ModuleCase } from '../module-case.ts';

const directory = mkdtempSync(join(tmpdir(), 'drover-template-'));
const src = join(directory, 'motd.ejs');
writeFileSync(src, 'Welcome to <%= name %>\n');
afterAll(() => rmSync(directory, { recursive: true }));

export const templateCase: ModuleCase = {
  module: 'template',
  before: "printf 'Welcome to old\\r\\n' >motd; chmod 604 motd",
  tasks: (place) => [
    template('changed', { path: `${place}/motd`, src, vars: { name: 'ünï & co' } }),
    template('new', { path: `${place}/$(new)`, src, vars: { name: 'new' }, mode: '0600' }),
  ],
  wrong: { call: () => template('t', { path: '/f', src: '' }), says: 'src: ' },
};
