import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const isSource = import.meta.url.endsWith('.ts');

/** The directory of this package. */
export const packageRoot = rootAbove(import.meta.dirname);

/** The file of a module of ours, named as in src, as it runs: the source in a checkout, else what was built of it. */
export function ownCode(name: string): string {
  return join(packageRoot, isSource ? `src/${name}.ts` : `dist/${name}.js`);
}

/** The file of a playbook that comes with Drover. */
export function ownPlaybook(name: string): string {
  return join(packageRoot, isSource ? `playbooks/${name}.ts` : `dist/playbooks/${name}.js`);
}

function rootAbove(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : rootAbove(dirname(directory));
}
