import { join, sep } from 'node:path';
import { packageRoot } from '../../own-code.ts';

const [source, built, playbooks] = ['src', 'dist', 'dist/playbooks'].map(
  (folder) => join(packageRoot, folder) + sep,
);

/** Whether a file is Drover's, or that of a package, and not the user's. The playbooks that come with Drover are. */
export function isOwnCode(file: string): boolean {
  if (file.startsWith(playbooks ?? '')) return false;
  if (file.startsWith(source ?? '') || file.startsWith(built ?? '')) return true;
  return file.includes('/node_modules/');
}
