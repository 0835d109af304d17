import { type Query, query } from '../../../core/query.ts';
import { sh } from '../../../core/sh.ts';
import { pemCertificates } from '../../shared/pem-certificates.ts';
import type { DesiredPkcs12 } from './pkcs12-params.ts';
import { readPassword } from './read-password.ts';

/** What is in the place of a PKCS #12 file. */
export type Pkcs12State =
  /** `other`: something that is no such file. */
  | { readonly is: 'absent' | 'unreadable' | 'other' }
  /** It does not open with the password, or is of a kind that this openssl has given up. */
  | { readonly is: 'closed' }
  | {
      readonly is: 'open';
      /** PEM; undefined: it holds no key. */
      readonly publicKey: string | undefined;
      /** PEM, in no certain order. */
      readonly certificates: readonly string[];
      readonly aliases: readonly string[];
    };

/** Asks what a PKCS #12 file holds under a password. Its key stays on the host, and in the memory of the shell. */
export function pkcs12State({ path, password }: DesiredPkcs12): Query<Pkcs12State> {
  const script = sh`${readPassword}
p=${path}
if [ ! -e "$p" ]; then echo absent
elif [ ! -r "$p" ]; then echo unreadable
elif [ ! -f "$p" ] || [ "$(dd if="$p" bs=1 count=1 2>/dev/null)" != 0 ]; then echo other
elif all=$(_p "$w" | openssl pkcs12 -in "$p" -passin stdin -nodes 2>/dev/null); then echo open
_p "$all" | openssl pkey -pubout 2>/dev/null
_p "$all" | sed -n '/^ *friendlyName: /p; /^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p'
else echo closed; fi`;
  return query(script, {
    reads: [`file:${path}`],
    stdin: password,
    parse: ({ stdout }) => parse(stdout),
  });
}

function parse(stdout: string): Pkcs12State {
  const [kind = ''] = stdout.split('\n', 1);
  switch (kind) {
    case 'unreadable':
    case 'other':
    case 'closed':
      return { is: kind };
    case 'open': {
      const [publicKey] = /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----\n/.exec(stdout) ?? [];
      const certificates = pemCertificates(stdout).map((certificate) => certificate.toString());
      const aliases = [...stdout.matchAll(/^ *friendlyName: (.*)$/gm)].map(([, name = '']) => name);
      return { is: 'open', publicKey, certificates, aliases };
    }
    default:
      return { is: 'absent' };
  }
}
