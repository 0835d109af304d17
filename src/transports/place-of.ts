import type { SshSettings } from './ssh-settings.ts';

/** A host as messages show it: its name, and where and as whom we go there, such as `web1 (root@10.0.0.5:22)`. */
export function placeOf({ name, user, address, port }: SshSettings): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return `${name} (${user}@${host}:${port})`;
}
