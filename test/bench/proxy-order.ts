/** What the proxy is told: to open a port for each of these, and answer with them; or to answer its counts and begin anew. */
export type ProxyOrder =
  | { readonly is: 'open'; readonly ports: readonly number[]; readonly roundTripMs: number }
  | { readonly is: 'count' };

/** What went through the proxy. A round trip: the flow of one connection turned from upwards to downwards. */
export interface ProxyCounts {
  readonly connections: number;
  readonly roundTrips: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
}
