import { webcrypto } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RefusedError } from '../../core/errors.ts';
import { dayMs, serialNumber, skewMs } from './certificate-terms.ts';
import { loadX509 } from './load-x509.ts';

const years = 10;

/**
 * Makes the key and the certificate of an authority in a directory of their own, which takes its name in one step:
 * nobody sees one without the other, and of two processes that do this at the same time, one wins.
 */
export async function makeCa(directory: string, name: string): Promise<void> {
  const { key, certificate } = await makePair(name);
  await mkdir(dirname(directory), { recursive: true, mode: 0o700 });
  const made = await mkdtemp(join(dirname(directory), `.${basename(directory)}.`));
  try {
    await writeFile(join(made, 'ca.key'), key, { mode: 0o600, flag: 'wx', flush: true });
    await writeFile(join(made, 'ca.pem'), certificate, { mode: 0o644, flag: 'wx', flush: true });
    await rename(made, directory);
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    if (!isTaken(error)) {
      throw new RefusedError(`The private CA cannot be made in ${directory}: ${String(error)}`, {
        cause: error,
      });
    }
  }
}

async function makePair(name: string): Promise<{ readonly key: string; readonly certificate: string }> {
  const x509 = await loadX509();
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [name] }],
    notBefore: new Date(now - skewMs),
    notAfter: new Date(now + years * 365.25 * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const bytes = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    key: `${x509.PemConverter.encode(bytes, 'PRIVATE KEY')}\n`,
    certificate: `${certificate.toString('pem')}\n`,
  };
}

/** Another process was quicker: its authority is as good. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}
