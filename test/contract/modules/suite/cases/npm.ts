import { npm } from '../../../../../src/modules/npm.ts';
import type { ModuleCase } from '../module-case.ts';

export const npmCase: ModuleCase = {
  module: 'npm',
  before: `mkdir lib; echo '{ "name": "lib", "version": "1.0.0" }' >lib/package.json
echo '{ "name": "app", "version": "1.0.0", "dependencies": { "lib": "file:lib" } }' >package.json
npm install --offline --package-lock-only --silent`,
  tasks: (place) => [npm('installed', { path: place, ci: true })],
  wrong: { call: () => npm('n', { name: 'a' }), says: 'give either path or global' },
  slow: 'each run of npm takes a second',
};
