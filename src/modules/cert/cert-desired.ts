import { resolve } from 'node:path';
import type { Controller } from '../../core/scope.ts';
import type { CertParams } from './cert-params.ts';
import { type PrivateCa, privateCa } from './private-ca.ts';
import { type SignedChain, signedChain } from './signed-chain.ts';
import { type SuppliedPair, suppliedPair } from './supplied-pair.ts';

/** Who issues, with what of it is on the controller. */
export type Issuing =
  | { readonly from: 'private-ca'; readonly ca: PrivateCa; readonly name: string }
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

export interface CertDesired extends Omit<CertParams, 'issuer'> {
  readonly issuing: Issuing;
}

/** Reads what the controller has to give. Rejects with a DefinitionError that says what is wrong with it. */
export async function certDesired(
  { issuer, ...params }: CertParams,
  { directory }: Controller,
): Promise<CertDesired> {
  const here = (path: string) => resolve(directory, path);
  switch (issuer.from) {
    case 'private-ca': {
      const ca = privateCa({ directory: here(issuer.directory), name: issuer.name });
      return { ...params, issuing: { from: 'private-ca', ca, name: issuer.name } };
    }
    case 'supplied': {
      const key = typeof issuer.key === 'string' ? here(issuer.key) : issuer.key;
      const pair = await suppliedPair({ certificate: here(issuer.certificate), key }, params.names);
      return { ...params, issuing: { from: 'supplied', ...pair } };
    }
    case 'csr': {
      const { request = `${params.key}.csr` } = issuer;
      const signedFile = issuer.signed === undefined ? undefined : here(issuer.signed);
      const signed = signedFile === undefined ? undefined : await signedChain(signedFile, params.names);
      return {
        ...params,
        issuing: { from: 'csr', request, pendingKey: `${params.key}.new`, signedFile, signed },
      };
    }
  }
}
