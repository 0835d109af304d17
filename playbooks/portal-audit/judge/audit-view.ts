import { isIP } from 'node:net';
import type { AuditTarget } from '../audit-target.ts';
import type { Inside } from '../inside/inside-query.ts';
import type { Outside } from '../outside/look-outside.ts';
import { word } from './command-words.ts';

/** All that was seen of one portal, and the commands that show the same. */
export interface AuditView {
  readonly target: AuditTarget;
  readonly inside: Inside;
  readonly outside: Outside;
  /** `curl` with what it needs to ask the portal, such as `curl -sI --cacert ca.pem https://…/path`. */
  readonly curl: (options: string, path: string) => string;
  /** The same for the port without TLS. */
  readonly plainCurl: (options: string, path: string) => string;
  /** `openssl s_client` with the portal's address and name, such as `openssl s_client -connect … -brief`. */
  readonly openssl: (port: number, options: string) => string;
}

export function auditView(
  target: AuditTarget,
  seen: { readonly inside: Inside; readonly outside: Outside; readonly trusts: boolean },
): AuditView {
  const { inside, outside, trusts } = seen;
  const { publicName, address, tlsPort, plainPort, ca = target.privateCa } = target;
  const bracket = (name: string) => (name.includes(':') ? `[${name}]` : name);
  const port = outside.site === 'https' ? tlsPort : plainPort;
  const to = publicName === address ? '' : `--connect-to ::${word(bracket(address))}: `;
  const trusting = ca !== undefined && trusts;
  const cacert = trusting && outside.site === 'https' ? `--cacert ${word(ca)} ` : '';
  const cafile = trusting ? ` -CAfile ${word(ca)}` : '';
  // An address is no server name.
  const named = isIP(publicName) === 0 ? `-servername ${word(publicName)}` : '-noservername';
  return {
    target,
    inside,
    outside,
    curl: (options, path) =>
      `curl ${options} ${to}${cacert}${word(`${outside.site}://${bracket(publicName)}:${port}${path}`)}`,
    plainCurl: (options, path) =>
      `curl ${options} ${to}${word(`http://${bracket(publicName)}:${plainPort}${path}`)}`,
    openssl: (at, options) =>
      `openssl s_client -connect ${word(`${bracket(address)}:${at}`)} ${named}${cafile}${options === '' ? '' : ` ${options}`} </dev/null`,
  };
}
