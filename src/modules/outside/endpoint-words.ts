import { isIPv6 } from 'node:net';

/** A host and port as they are written together. */
export function endpointWords({ host, port }: { readonly host: string; readonly port: number }): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
