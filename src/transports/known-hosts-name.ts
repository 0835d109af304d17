/** Where a server is: what known_hosts files know it by. */
export interface ServerPlace {
  readonly address: string;
  readonly port: number;
  /** The name that it is known by instead. */
  readonly hostKeyAlias?: string;
}

/** The name under which known_hosts files list a server: its alias, the host, or `[host]:port` for another port than 22. */
export function knownHostsName({ address, port, hostKeyAlias }: ServerPlace): string {
  if (hostKeyAlias !== undefined) return hostKeyAlias.toLowerCase();
  const host = address.toLowerCase();
  return port === 22 ? host : `[${host}]:${port}`;
}
