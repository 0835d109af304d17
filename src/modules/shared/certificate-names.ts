import { isIP, isIPv6 } from 'node:net';

/** The DNS names and IP addresses in the text form of subjectAltName that OpenSSL and Node print. */
export function certificateNames(subjectAltName: string | undefined): readonly string[] {
  return (subjectAltName ?? '').split(',').flatMap((entry) => {
    const [, name] = /^\s*(?:DNS|IP Address):\s*(\S+)\s*$/.exec(entry) ?? [];
    return name === undefined ? [] : [canonicalName(name)];
  });
}

/** One form for names that mean the same: lower case, and IPv6 addresses as short as they can be. */
export function canonicalName(name: string): string {
  if (isIPv6(name)) return new URL(`http://[${name}]`).hostname.slice(1, -1);
  return isIP(name) === 0 ? name.toLowerCase() : name;
}
