import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RefusedError } from '../../core/errors.ts';
import { makeCa } from './make-ca.ts';
import { signRequest } from './sign-request.ts';

export interface PrivateCaOptions {
  /** Where the key and the certificate are, on the controller. */
  readonly directory: string;
  /** The common name of a new authority. */
  readonly name: string;
}

export interface CaCertificate {
  readonly certificate: X509Certificate;
  readonly pem: string;
  /** Where it is, on the controller. */
  readonly file: string;
}

export interface SigningRequest {
  /** PKCS #10, PEM. Only its public key is used. */
  readonly request: string;
  /** The first becomes the common name. */
  readonly names: readonly string[];
  /** Default: 365. */
  readonly days?: number;
}

export interface PrivateCa {
  /** The certificate, or undefined as long as there is none. Makes nothing. */
  readonly look: () => Promise<CaCertificate | undefined>;
  /** Signs a request, and makes the authority first where there is none. Gives the certificate as PEM. */
  readonly sign: (order: SigningRequest) => Promise<string>;
}

/** Those who ask for the same directory at the same time wait for the same authority. */
const making = new Map<string, Promise<void>>();

/** A small certificate authority whose key never leaves a directory of the controller. */
export function privateCa({ directory, name }: PrivateCaOptions): PrivateCa {
  const place = resolve(directory);
  const look = () => lookInto(place);
  return {
    look,
    sign: async (order) => {
      if ((await look()) === undefined) await makeOnce(place, name);
      const ca = await look();
      if (ca === undefined) {
        throw new RefusedError(
          `${place} holds other files, but no ca.pem: it is not made into a private CA`,
          {
            hint: 'Name a directory that is empty or not there.',
          },
        );
      }
      return signRequest(order, ca.certificate, await keyOf(place));
    },
  };
}

async function lookInto(place: string): Promise<CaCertificate | undefined> {
  const file = join(place, 'ca.pem');
  const pem = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new RefusedError(`The certificate of the private CA cannot be read: ${file}`, { cause: error });
  });
  if (pem === undefined) return undefined;
  try {
    return { certificate: new X509Certificate(pem), pem, file };
  } catch (cause) {
    throw new RefusedError(`${file} is not the certificate of a private CA`, {
      hint: 'Restore the directory from a backup, or name another one.',
      cause,
    });
  }
}

async function keyOf(place: string): Promise<string> {
  const file = join(place, 'ca.key');
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new RefusedError(`The key of the private CA cannot be read: ${file}`, {
      hint: 'Restore it from a backup, or name another directory to have a new CA made.',
      cause,
    });
  }
}

async function makeOnce(place: string, name: string): Promise<void> {
  const made = making.get(place) ?? makeCa(place, name);
  making.set(place, made);
  try {
    await made;
  } finally {
    making.delete(place);
  }
}
