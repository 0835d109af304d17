import type { AclEntries } from './acl-state.ts';

interface Entry {
  readonly etype: 'user' | 'group' | 'mask' | 'other';
  /** Empty: the owner, the owning group, the mask, or all others. */
  readonly id: string;
  readonly default: boolean;
  /** Undefined: there should be no such entry. */
  readonly rights: string | undefined;
}

/** Whether a list has an entry with these rights, or has none. What the mask holds back is not granted. */
export function hasEntry(entries: AclEntries, entry: Entry): boolean {
  const prefix = entry.default ? 'default:' : '';
  const found = entries.get(`${prefix}${entry.etype}:${entry.id}`);
  if (found === undefined || entry.rights === undefined) return found === entry.rights;
  if (found !== entry.rights) return false;
  const isMasked = entry.etype === 'group' || (entry.etype === 'user' && entry.id !== '');
  const mask = entries.get(`${prefix}mask:`);
  return (
    !isMasked || mask === undefined || Array.from(found).every((one) => one === '-' || mask.includes(one))
  );
}
