import type { ConnectionSettings } from './connection-settings.ts';

/** A host as messages show it: its name and what `ssh` was told, such as `web1 (ssh root@10.0.0.5:22)`. */
export function opensshPlace({ name, user, address, port }: ConnectionSettings): string {
  const login = user === undefined ? '' : `${user}@`;
  const host = address.includes(':') ? `[${address}]` : address;
  return `${name} (ssh ${login}${host}${port === undefined ? '' : `:${port}`})`;
}
