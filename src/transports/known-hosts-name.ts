/** Where a server is: what known_hosts files know it by. */
export interface ServerPlace {
  readonly address: string;
  readonly port: number;
}

/** The name under which known_hosts files list a server: the host, or `[host]:port` for another port than 22. */
export function knownHostsName({ address, port }: ServerPlace): string {
  const host = address.toLowerCase();
  return port === 22 ? host : `[${host}]:${port}`;
}
