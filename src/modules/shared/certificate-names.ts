import { isIPv6 } from 'node:net';

/** The names in the text form of subjectAltName that OpenSSL and Node print; odd ones, which are quoted, are left out. */
export function certificateNames(subjectAltName: string | undefined): readonly string[] {
  return (subjectAltName ?? '').split(',').flatMap((entry) => {
    const [, name] = /^\s*(?:DNS|IP Address|email|URI):\s*([^\s"]+)\s*$/.exec(entry) ?? [];
    return name === undefined ? [] : [canonicalName(name)];
  });
}

/** One form for names that mean the same: DNS names in lower case, and IPv6 addresses as short as they can be. */
export function canonicalName(name: string): string {
  if (isIPv6(name)) return new URL(`http://[${name}]`).hostname.slice(1, -1);
  return /[@:]/.test(name) ? name : name.toLowerCase();
}
