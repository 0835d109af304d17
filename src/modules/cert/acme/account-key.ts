import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RefusedError } from '../../../core/errors.ts';

/** The key of an account, from a file that only we can read. It is made where there is none; of two makers one wins. */
export async function accountKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, pem, { mode: 0o600, flag: 'wx', flush: true }).catch(unlessThere);
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new RefusedError(`The key of the ACME account cannot be kept in ${file}: ${String(cause)}`, {
      hint: 'Name another file as issuer.accountKey, or mend its rights.',
      cause,
    });
  }
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
