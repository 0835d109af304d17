import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { canonicalName } from '../shared/certificate-names.ts';
import { type NameKind, nameKind } from './name-kind.ts';

const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const domain = String.raw`([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*${label}`;

/** No name can break out of its line in a configuration of openssl, nor out of a list with commas. */
const forms: Readonly<Record<NameKind, RegExp>> = {
  ip: /^/,
  dns: new RegExp(String.raw`^(\*\.)?${domain}$`, 'i'),
  email: new RegExp(`^[a-z0-9._%+-]+@${domain}$`, 'i'),
  uri: /^[a-z][a-z0-9+.-]*:[a-z0-9._~:/?@!&*+=%-]+$/i,
};

/** A name that a certificate can be for, in the one form in which names are compared. */
export const certificateName = z
  .string()
  .max(253)
  .overwrite(inAscii)
  .refine((name) => forms[nameKind(name)].test(name), {
    error: ({ input }) =>
      `"${String(input)}" is neither a DNS name nor an IP address, nor an e-mail address or URI`,
  })
  .transform(canonicalName);

/** A domain with letters of its own language, as DNS has it (xn--…). What is none is left for the check. */
function inAscii(name: string): string {
  const { user = '', host = '' } = /^(?<user>[^@:/]*@)?(?<host>[^@:/]*)$/.exec(name)?.groups ?? {};
  // The conversion takes out what is no part of a name, such as the end of a line.
  const isForeign = /^[\x21-\x7e\u0080-\uffff]+$/.test(host) && /[\u0080-\uffff]/.test(host);
  return isForeign ? `${user}${domainToASCII(host) || host}` : name;
}
