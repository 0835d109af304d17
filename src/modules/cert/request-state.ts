import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { certificateNames } from '../shared/certificate-names.ts';

/** A certificate request that waits on the host to be signed. */
export type RequestState =
  | { readonly is: 'absent' }
  | {
      readonly is: 'request';
      readonly pem: string;
      readonly publicKey: string;
      readonly names: readonly string[];
    };

/** Asks for a certificate request. What cannot be read as one counts as absent: it can be made anew at any time. */
export function requestState(path: string): Query<RequestState> {
  const script = sh`openssl req -in ${path} -pubkey -text 2>/dev/null || :`;
  return query(script, { reads: [`file:${path}`], parse: ({ stdout }) => parse(stdout) });
}

function parse(text: string): RequestState {
  const [publicKey] = /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----\n/.exec(text) ?? [];
  const [pem] =
    /-----BEGIN CERTIFICATE REQUEST-----[\s\S]*?-----END CERTIFICATE REQUEST-----\n/.exec(text) ?? [];
  if (publicKey === undefined || pem === undefined) return { is: 'absent' };
  const [, names] = /Subject Alternative Name:[^\n]*\n([^\n]*)\n/.exec(text) ?? [];
  return { is: 'request', pem, publicKey, names: certificateNames(names) };
}
