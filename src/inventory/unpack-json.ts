import { UnsafeText } from './unsafe-text.ts';
import type { Vault } from './vault.ts';
import { Vaulted } from './vaulted.ts';

/** Puts the marks of Ansible's JSON, `{"__ansible_vault": …}` and `{"__ansible_unsafe": …}`, in the place of the objects. */
export function unpackJson(content: unknown, vault: Vault, file: string): unknown {
  if (Array.isArray(content)) return content.map((item: unknown) => unpackJson(item, vault, file));
  if (!(content instanceof Map)) return content;
  const sealed: unknown = content.get('__ansible_vault');
  if (typeof sealed === 'string') return new Vaulted(sealed, () => vault.decrypt(sealed, file));
  const unsafe: unknown = content.get('__ansible_unsafe');
  if (typeof unsafe === 'string') return new UnsafeText(unsafe);
  return new Map(
    [...content].map(([key, value]: readonly [unknown, unknown]) => [key, unpackJson(value, vault, file)]),
  );
}
