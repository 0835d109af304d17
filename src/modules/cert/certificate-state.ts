import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { type CertificateView, certificateView, isIssuedBy } from '../shared/certificate-view.ts';
import { pemCertificates } from '../shared/pem-certificates.ts';
import { whatIsIn } from './chain-from-pem.ts';
import { publicPem } from './public-key.ts';

/** A certificate on a host, as its file and its host's clock give it. */
export type CertificateState =
  | { readonly is: 'absent' }
  | { readonly is: 'unreadable' }
  /** `found` says what it is instead, in words. */
  | { readonly is: 'not-a-certificate'; readonly found: string }
  | ({
      readonly is: 'certificate';
      /** Whole days, by the host's clock; negative once it has expired. */
      readonly daysLeft: number;
      /** It begins in the future, by the host's clock. */
      readonly early: boolean;
      /** Each certificate of the file is signed by the next. */
      readonly chainOk: boolean;
      /** The certificates of the file and nothing else. */
      readonly pem: string;
      readonly publicKey: string;
    } & CertificateView);

/** Asks for the certificate in a file. */
export function certificateState(path: string): Query<CertificateState> {
  const script = sh`c=${path}; date +%s
if [ ! -e "$c" ]; then echo absent
elif [ ! -r "$c" ]; then echo unreadable
elif [ -f "$c" ]; then echo file; dd if="$c" bs=1024 count=256 2>/dev/null
else echo other; fi`;
  return query(script, { reads: [`file:${path}`], parse: ({ stdout }) => parse(stdout) });
}

function parse(stdout: string): CertificateState {
  const [seconds = '', kind, ...rest] = stdout.split('\n');
  if (kind === 'absent' || kind === 'unreadable') return { is: kind };
  return read(rest.join('\n'), Number(seconds) * 1000);
}

function read(text: string, now: number): CertificateState {
  try {
    const chain = pemCertificates(text);
    const [leaf] = chain;
    if (leaf === undefined) return { is: 'not-a-certificate', found: whatIsIn(text) };
    return {
      is: 'certificate',
      ...certificateView(leaf),
      daysLeft: Math.floor((leaf.validToDate.getTime() - now) / 86_400_000),
      early: leaf.validFromDate.getTime() > now,
      chainOk: chain.slice(1).every((issuer, at) => isIssuedBy(chain[at] ?? leaf, issuer)),
      pem: chain.map((certificate) => certificate.toString()).join(''),
      publicKey: publicPem(leaf.publicKey),
    };
  } catch {
    return { is: 'not-a-certificate', found: 'a certificate that was cut off or changed' };
  }
}
