import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathExists } from './path-exists.ts';
import { runProgram } from './run-program.ts';

/** Makes an Ed25519 key pair at the path and `path.pub` unless it is there, and answers the public key's line. */
export async function ensureKeyPair(path: string, comment: string): Promise<string> {
  if (!(await pathExists(path))) {
    await mkdir(dirname(path), { recursive: true });
    await Promise.all([rm(`${path}.tmp`, { force: true }), rm(`${path}.tmp.pub`, { force: true })]);
    await runProgram('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', `${path}.tmp`]);
    // The private key last: where it is, the public one is too.
    await rename(`${path}.tmp.pub`, `${path}.pub`);
    await rename(`${path}.tmp`, path);
  }
  return readFile(`${path}.pub`, 'utf8');
}
