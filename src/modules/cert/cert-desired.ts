import { resolve } from 'node:path';
import type { Controller } from '../../core/scope.ts';
import type { AcmeParams } from './acme/acme-params.ts';
import type { CertParams } from './cert-params.ts';
import type { DesiredPkcs12 } from './pkcs12/pkcs12-params.ts';
import { type PrivateCa, privateCa } from './private-ca.ts';
import { type SignedChain, signedChain } from './signed-chain.ts';
import { type SuppliedPair, suppliedPair } from './supplied-pair.ts';

/** Who issues, with what of it is on the controller. */
export type Issuing =
  | { readonly from: 'private-ca'; readonly ca: PrivateCa; readonly name: string }
  | { readonly from: 'self-signed' }
  /** With paths that are absolute. */
  | AcmeParams
  | ({ readonly from: 'supplied' } & SuppliedPair)
  | {
      readonly from: 'csr';
      readonly request: string;
      /** A key that waits for its certificate. */
      readonly pendingKey: string;
      /** Where the signed certificate is looked for, on the controller. */
      readonly signedFile: string | undefined;
      readonly signed: SignedChain | undefined;
    };

export interface CertDesired extends Omit<CertParams, 'issuer' | 'pkcs12'> {
  readonly pkcs12: DesiredPkcs12 | undefined;
  readonly issuing: Issuing;
}

/** Reads what the controller has to give. Rejects with a DefinitionError that says what is wrong with it. */
export async function certDesired(params: CertParams, controller: Controller): Promise<CertDesired> {
  const { issuer: _, pkcs12, ...rest } = params;
  const [alias = ''] = params.names;
  return {
    ...rest,
    pkcs12: pkcs12 && { ...pkcs12, alias: pkcs12.alias ?? alias },
    issuing: await issuingOf(params, controller),
  };
}

async function issuingOf({ issuer, key, names }: CertParams, { directory }: Controller): Promise<Issuing> {
  const here = (path: string) => resolve(directory, path);
  switch (issuer.from) {
    case 'private-ca': {
      const ca = privateCa({ directory: here(issuer.directory), name: issuer.name });
      return { from: 'private-ca', ca, name: issuer.name };
    }
    case 'self-signed':
      return { from: 'self-signed' };
    case 'acme': {
      const ca = issuer.ca === undefined ? {} : { ca: here(issuer.ca) };
      return { ...issuer, accountKey: here(issuer.accountKey), ...ca };
    }
    case 'supplied': {
      const suppliedKey = typeof issuer.key === 'string' ? here(issuer.key) : issuer.key;
      const pair = await suppliedPair({ certificate: here(issuer.certificate), key: suppliedKey }, names);
      return { from: 'supplied', ...pair };
    }
    case 'csr': {
      const { request = `${key}.csr` } = issuer;
      const signedFile = issuer.signed === undefined ? undefined : here(issuer.signed);
      const signed = signedFile === undefined ? undefined : await signedChain(signedFile, names);
      return { from: 'csr', request, pendingKey: `${key}.new`, signedFile, signed };
    }
  }
}
