/** Who of the clients has answered over TLS in this run, and from which SuperServer's certificate. */
export interface ClientRoll {
  /** A run begins: nobody has answered yet. */
  readonly clear: () => void;
  /** What a client saw last: the fingerprint of the certificate that it verified, or why there was none. */
  readonly note: (client: string, seen: { readonly fingerprint: string } | { readonly why: string }) => void;
  /** Those of `clients` that have not verified this certificate, each with the reason. */
  readonly missing: (clients: readonly string[], fingerprint: string) => readonly string[];
}

export function clientRoll(): ClientRoll {
  const seen = new Map<string, Parameters<ClientRoll['note']>[1]>();
  return {
    clear: () => seen.clear(),
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
