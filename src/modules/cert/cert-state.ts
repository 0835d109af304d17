import { all, controllerQuery, known, mapQuery, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { isIssuedBy } from '../shared/certificate-view.ts';
import { type PathState, pathState } from '../shared/path-state.ts';
import { pemCertificates } from '../shared/pem-certificates.ts';
import type { CertDesired, Issuing } from './cert-desired.ts';
import { type CertificateState, certificateState } from './certificate-state.ts';
import { type KeyState, keyState } from './key-state.ts';
import { type Pkcs12State, pkcs12State } from './pkcs12/pkcs12-state.ts';
import { type RequestState, requestState } from './request-state.ts';

/** A certificate and its key on a host, and the authority on the controller that should have signed it. */
export interface CertState {
  readonly certificate: CertificateState;
  readonly key: KeyState;
  /** Undefined where that cannot be said: one of them is absent, or the host has no openssl. */
  readonly matchesKey: boolean | undefined;
  /** The private CA, once it is made: what clients have to trust. */
  readonly ca: { readonly file: string; readonly pem: string; readonly signedIt: boolean } | undefined;
  readonly files: { readonly certificate: PathState; readonly key: PathState; readonly pkcs12: PathState };
  /** With `csr`: what waits to be signed. */
  readonly request: RequestState;
  readonly pendingKey: KeyState;
  /** Absent where none is asked for. */
  readonly pkcs12: Pkcs12State;
  readonly openssl: boolean;
}

/** Asks, in one go, for all that the plan of a certificate depends on. */
export function certState({ certificate, key, issuing, pkcs12 }: CertDesired): Query<CertState> {
  const nothing = known({ is: 'absent' } as const);
  const seen = all({
    certificate: certificateState(certificate),
    key: keyState(key),
    certificateFile: pathState(certificate),
    keyFile: pathState(key, { digest: true }),
    pkcs12File: pkcs12 === undefined ? nothing : pathState(pkcs12.path),
    pkcs12: pkcs12 === undefined ? nothing : pkcs12State(pkcs12),
    ca: caLook(issuing),
    request: issuing.from === 'csr' ? requestState(issuing.request) : nothing,
    pendingKey: issuing.from === 'csr' ? keyState(issuing.pendingKey) : nothing,
    openssl: hasOpenssl,
  });
  return mapQuery(seen, ({ certificateFile, keyFile, pkcs12File, ca, ...rest }) => ({
    ...rest,
    matchesKey: matches(rest.certificate, rest.key),
    ca: ca && { ...ca, signedIt: isSignedBy(rest.certificate, ca.pem) },
    files: { certificate: certificateFile, key: keyFile, pkcs12: pkcs12File },
  }));
}

/** In check mode, openssl counts as present where something before would have installed it. */
const hasOpenssl: Query<boolean> = query(sh`command -v openssl || :`, {
  reads: ['package:openssl', 'file:/usr/bin/openssl'],
  parse: ({ stdout }) => stdout.trim() !== '',
  afterTouch: () => true,
});

function caLook(issuing: Issuing): Query<{ readonly file: string; readonly pem: string } | undefined> {
  if (issuing.from !== 'private-ca') return known(undefined);
  const { ca } = issuing;
  return controllerQuery(async () => {
    const found = await ca.look();
    return found && { file: found.file, pem: found.pem };
  }, []);
}

function matches(certificate: CertificateState, key: KeyState): boolean | undefined {
  if (certificate.is !== 'certificate' || key.is !== 'key' || key.publicKey === undefined) return undefined;
  return certificate.publicKey === key.publicKey;
}

function isSignedBy(certificate: CertificateState, caPem: string): boolean {
  if (certificate.is !== 'certificate') return false;
  const [leaf] = pemCertificates(certificate.pem);
  const [ca] = pemCertificates(caPem);
  return leaf !== undefined && ca !== undefined && isIssuedBy(leaf, ca);
}
