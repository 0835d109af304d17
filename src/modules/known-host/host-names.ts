import { createHash, createHmac } from 'node:crypto';

/** Whether a field of names in known_hosts holds just this name, plain or hashed. Patterns do not count. */
export function holdsName(field: string, name: string): boolean {
  const hashed = /^\|1\|([A-Za-z0-9+/=]+)\|([A-Za-z0-9+/=]+)$/.exec(field);
  if (hashed === null) return field.toLowerCase().split(',').includes(name);
  const [, salt = '', hash] = hashed;
  return hash === digest(Buffer.from(salt, 'base64'), name);
}

/** The field without this name; empty when no other is left. */
export function withoutName(field: string, name: string): string {
  if (field.startsWith('|')) return '';
  return field
    .split(',')
    .filter((one) => one.toLowerCase() !== name)
    .join(',');
}

/**
 * The name as ssh hashes it. The salt is made of name and key, so that a check shows the very line that a run writes;
 * it is another for each key, and so of no use for a table of hashes made beforehand.
 */
export function hashedName(name: string, key: string): string {
  const salt = createHash('sha1').update(`${key}\n${name}`).digest();
  return `|1|${salt.toString('base64')}|${digest(salt, name)}`;
}

function digest(salt: Uint8Array, name: string): string {
  return createHmac('sha1', salt).update(name).digest('base64');
}
