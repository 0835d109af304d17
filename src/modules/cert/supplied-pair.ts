import { createHash, createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { DefinitionError } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';
import { type Chain, chainFromPem } from './chain-from-pem.ts';
import { checkDates, checkNames } from './check-leaf.ts';
import { readHere } from './read-here.ts';

export interface SuppliedPair {
  readonly chain: Chain;
  readonly key: Secret;
  /** Of the key's file as it will be on the host. */
  readonly keySha256: string;
}

interface Sources {
  readonly certificate: string;
  readonly key: string | Secret;
}

/**
 * A certificate and key of the controller, proved to be fit for a server before anything is sent.
 * Rejects with a DefinitionError that says which of the two is wrong, and how.
 */
export async function suppliedPair(sources: Sources, names: readonly string[]): Promise<SuppliedPair> {
  const { certificate: file } = sources;
  const chain = chainFromPem(await present(file, 'certificate'), file);
  const { text, place } = await keyText(sources.key);
  checkPair(chain.leaf, privateKey(text, place), { file, place });
  checkDates(chain.leaf, file, Date.now());
  checkNames(chain.leaf, names, file);
  // The session ends a secret with one newline.
  const keySha256 = createHash('sha256').update(`${text}\n`).digest('hex');
  return { chain, key: new Secret(text), keySha256 };
}

async function present(file: string, what: string): Promise<string> {
  const text = await readHere(file);
  if (text !== undefined) return text;
  throw new DefinitionError(`The ${what} to be supplied is not there: ${file}`, {
    hint: 'Relative paths start from the directory of the playbook.',
  });
}

async function keyText(key: string | Secret): Promise<{ readonly text: string; readonly place: string }> {
  if (key instanceof Secret) return { text: Secret.reveal(key).trim(), place: 'the secret' };
  return { text: (await present(key, 'key')).trim(), place: key };
}

function privateKey(text: string, place: string): KeyObject {
  if (/-----BEGIN ([A-Z]+ )*PUBLIC KEY-----/.test(text)) {
    throw new DefinitionError(`The key in ${place} is a public key instead of a private one`);
  }
  if (/ENCRYPTED/.test(text)) {
    throw new DefinitionError(`The key in ${place} is encrypted, and a server could not read it`, {
      hint: 'Take its passphrase away: openssl pkey -in KEY -out PLAIN',
    });
  }
  try {
    return createPrivateKey(text);
  } catch {
    // The reason is left out: it may quote the key.
    throw new DefinitionError(`The key in ${place} is not a private key in PEM`);
  }
}

function checkPair(
  leaf: X509Certificate,
  key: KeyObject,
  { file, place }: { readonly file: string; readonly place: string },
): void {
  if (leaf.checkPrivateKey(key)) return;
  throw new DefinitionError(`The key in ${place} does not match the certificate in ${file}`, {
    hint: 'Compare: openssl x509 -in CERTIFICATE -noout -pubkey; openssl pkey -in KEY -pubout',
  });
}
