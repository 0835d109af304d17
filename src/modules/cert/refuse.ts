import { RefusedError } from '../../core/errors.ts';
import type { PathState } from '../shared/path-state.ts';
import type { CertDesired } from './cert-desired.ts';
import type { CertState } from './cert-state.ts';
import type { KeyState } from './key-state.ts';

/** Throws a RefusedError for what must not be replaced, and for what cannot work on this host. */
export function refuse(current: CertState, desired: CertDesired): void {
  const { files, certificate } = current;
  refuseLink(files.key, desired.key);
  refuseLink(files.certificate, desired.certificate);
  refuseKey(current.key, desired.key);
  if (desired.issuing.from === 'csr') refuseKey(current.pendingKey, desired.issuing.pendingKey);
  if (certificate.is === 'unreadable') throw unreadable(desired.certificate);
  refuseWithoutOpenssl(current, desired);
  if (desired.pkcs12 !== undefined) refusePkcs12(current, desired.pkcs12.path);
  if (certificate.is === 'certificate' && certificate.early) {
    throw new RefusedError(
      `By the clock of the host, ${desired.certificate} is not valid before ${certificate.notBefore}`,
      { hint: 'Set the clock of the host, or remove the certificate to have it made anew.' },
    );
  }
}

function refuseWithoutOpenssl({ openssl }: CertState, { issuing, pkcs12 }: CertDesired): void {
  if (openssl || (issuing.from === 'supplied' && pkcs12 === undefined)) return;
  const work = issuing.from === 'supplied' ? 'the PKCS #12 file' : 'the key';
  throw new RefusedError(`openssl is not on the host, and it has to make ${work} there`, {
    hint: 'Install the package openssl in a task before this one.',
  });
}

function refusePkcs12({ files, pkcs12 }: CertState, path: string): void {
  refuseLink(files.pkcs12, path);
  if (pkcs12.is === 'unreadable') throw unreadable(path);
  if (pkcs12.is === 'other') {
    throw new RefusedError(`${path} is there, and is not a PKCS #12 file`, {
      hint: 'It is not overwritten: move it away, or name another path.',
    });
  }
}

function refuseLink(found: PathState, path: string): void {
  if (found.is === 'absent' || found.is === 'file') return;
  const what = found.is === 'link' ? `a link to ${found.target}` : `no file (${found.is})`;
  throw new RefusedError(`${path} is ${what}`, { hint: 'Give the path of the file itself.' });
}

function refuseKey(found: KeyState, path: string): void {
  if (found.is === 'unreadable') throw unreadable(path);
  if (found.is === 'not-a-key') {
    throw new RefusedError(
      `${path} is there, and is not a private key that can be read without a passphrase`,
      {
        hint: 'It is not overwritten: move it away, or name another path.',
      },
    );
  }
}

function unreadable(path: string): RefusedError {
  return new RefusedError(`${path} is there, and may not be read by the user of this task`, {
    hint: 'Set become to true.',
  });
}
