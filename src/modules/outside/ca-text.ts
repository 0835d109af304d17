import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RefusedError } from '../../core/errors.ts';

/** Certificates to trust: PEM, or the path of a PEM file on the controller. Undefined: those that Node trusts. */
export async function caText(ca: string | undefined, directory: string): Promise<string | undefined> {
  if (ca === undefined || ca.includes('-----BEGIN')) return ca;
  const file = resolve(directory, ca);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new RefusedError(`The CA to trust cannot be read on this machine: ${file}`, { cause });
  }
}
