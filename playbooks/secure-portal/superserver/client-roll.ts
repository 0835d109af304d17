/** Who of the clients has answered over TLS in this run, and from which SuperServer's certificate. */
export interface ClientRoll {
  /** A run begins: nobody has answered yet. */
  readonly clear: () => void;
  /** In a check: what a SuperServer does now says nothing, since something on its host would be changed before. */
  readonly foresee: (host: string) => void;
  /** Whether that is so of one host; without a host, of any. */
  readonly isForeseen: (host?: string) => boolean;
  /** What a client saw last: the fingerprint of the certificate that it verified, or why there was none. */
  readonly note: (client: string, seen: { readonly fingerprint: string } | { readonly why: string }) => void;
  /** Those of `clients` that have not verified this certificate, each with the reason. */
  readonly missing: (clients: readonly string[], fingerprint: string) => readonly string[];
}

export function clientRoll(): ClientRoll {
  const seen = new Map<string, Parameters<ClientRoll['note']>[1]>();
  const foreseen = new Set<string>();
  return {
    clear: () => {
      seen.clear();
      foreseen.clear();
    },
    foresee: (host) => foreseen.add(host),
    isForeseen: (host) => (host === undefined ? foreseen.size > 0 : foreseen.has(host)),
    note: (client, answer) => seen.set(client, answer),
    missing: (clients, fingerprint) =>
      clients.flatMap((client) => {
        const answer = seen.get(client);
        if (answer === undefined) return [`${client} has not answered over TLS in this run`];
        if ('why' in answer) return [`${client} does not answer over TLS: ${answer.why}`];
        return answer.fingerprint === fingerprint ? [] : [`${client} has spoken to another SuperServer`];
      }),
  };
}
