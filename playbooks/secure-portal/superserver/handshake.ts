import { isIP } from 'node:net';
import { type Query, query, sh } from 'drover';

/** How a SuperServer answers to a handshake. */
export type Handshake =
  | { readonly is: 'unknown' }
  /** `fingerprint`: SHA-256 of its certificate. */
  | { readonly is: 'verified'; readonly fingerprint: string }
  | { readonly is: 'failed'; readonly why: string };

export interface Dialling {
  readonly address: string;
  readonly port: number;
  /** The CA on the host that must vouch for the SuperServer. */
  readonly caFile: string;
  /** Names and addresses that its certificate must be for. */
  readonly names?: readonly string[];
}

/** Asks a SuperServer for TLS by openssl of the host that dials it, whether its certificate leads to the CA, and for whom it is. */
export function handshake({ address, port, caFile, names = [] }: Dialling): Query<Handshake> {
  const place = `${address.includes(':') ? `[${address}]` : address}:${port}`;
  return query<Handshake>(
    sh`command -v openssl >/dev/null 2>&1 || { echo "openssl is not installed"; exit 0; }
[ -r ${caFile} ] || { printf 'the CA %s cannot be read\n' ${caFile}; exit 0; }
limit=; ! command -v timeout >/dev/null 2>&1 || limit='timeout 20'
said=$($limit openssl s_client -connect ${place} -CAfile ${caFile} -verify_return_error </dev/null 2>&1)
code=$?
ask() { printf '%s\n' "$said" | openssl x509 -noout "$@" 2>&1; }
case $code:$said in 0:*'BEGIN CERTIFICATE'*)
  set -- ${names.flatMap((name) => [isIP(name) === 0 ? '-checkhost' : '-checkip', name])}
  wrong=
  while [ $# -gt 0 ]; do
    case $(ask "$1" "$2") in *' does match certificate'*) ;; *) wrong="$wrong $2" ;; esac
    shift 2
  done
  if [ -z "$wrong" ]; then printf 'verified '; ask -fingerprint -sha256; else printf 'its certificate is not for%s\n' "$wrong"; fi
  exit 0 ;;
esac
printf '%s\n' "$said" | grep -i -e 'verify error' -e 'error:' -e 'errno' -e refused | head -n 2
echo "openssl s_client ended with exit code $code"`,
    {
      reads: 'everything',
      parse: ({ stdout }) => parse(stdout.trim()),
      afterTouch: () => ({ is: 'unknown' }),
    },
  );
}

function parse(said: string): Handshake {
  const [, fingerprint] = /^verified .*=([0-9A-F:]+)$/i.exec(said) ?? [];
  if (fingerprint !== undefined) return { is: 'verified', fingerprint };
  return { is: 'failed', why: said.split('\n').join('; ') };
}
