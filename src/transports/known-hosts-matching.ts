import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KnownHost } from './known-hosts.ts';

/** The lines that are about a name, hashed or not. A line with a `!` pattern that fits is not. */
export function knownHostsMatching(entries: readonly KnownHost[], name: string): readonly KnownHost[] {
  return entries.filter(({ patterns }) => {
    const [only] = patterns;
    if (only?.startsWith('|1|') === true) return isHashOf(only, name);
    const refused = patterns.some((one) => one.startsWith('!') && fits(one.slice(1), name));
    return !refused && patterns.some((one) => !one.startsWith('!') && fits(one, name));
  });
}

function isHashOf(hashed: string, name: string): boolean {
  const [, , salt = '', hash = ''] = hashed.split('|');
  const expected = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  const given = Buffer.from(hash, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function fits(pattern: string, name: string): boolean {
  const lower = pattern.toLowerCase();
  if (!/[*?]/.test(lower)) return lower === name;
  const source = lower.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('?', '.');
  return new RegExp(`^${source.replaceAll(/\*+/g, '.*')}$`).test(name);
}
