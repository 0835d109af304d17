/** On the way back, in one run: which SuperServers take clients without TLS, and who has gone without. */
export interface PlainRoll {
  /** A run begins, in which these hosts of SuperServers are: nothing is known yet. */
  readonly begin: (hosts: readonly string[]) => void;
  /** The same, where no host of a SuperServer may be in it: unless it has begun already. */
  readonly join: () => void;
  /** The SuperServer of a host takes clients without TLS; by these names and addresses it is dialled. */
  readonly take: (host: string, names: readonly string[]) => void;
  /** Whether the SuperServer that is dialled by a name does; without a name, whether all were seen to. */
  readonly isTaken: (name?: string) => boolean;
  /** A client is as it was before. */
  readonly note: (client: string) => void;
  /** Those of `clients` that may still ask for TLS, each with the reason. */
  readonly missing: (clients: readonly string[] | undefined) => readonly string[];
  /** In a check: what the gateway of a host would be told is not there to be seen. */
  readonly foresee: (host: string) => void;
  readonly isForeseen: (host: string) => boolean;
}

export function plainRoll(): PlainRoll {
  const expected = new Set<string>();
  const taken = new Set<string>();
  const back = new Set<string>();
  const foreseen = new Set<string>();
  /** Nothing of the run has been carried out yet: all its plays are looked through before. */
  let isNew = false;
  const begin = (hosts: readonly string[]) => {
    for (const one of [expected, taken, back, foreseen]) one.clear();
    for (const host of hosts) expected.add(host);
    isNew = true;
  };
  return {
    begin,
    join: () => {
      if (!isNew) begin([]);
    },
    take: (host, names) => {
      isNew = false;
      for (const name of [host, ...names]) taken.add(name.toLowerCase());
    },
    isTaken: (name) => {
      isNew = false;
      if (name !== undefined) return taken.has(name.toLowerCase());
      return expected.size > 0 && [...expected].every((host) => taken.has(host.toLowerCase()));
    },
    note: (client) => {
      isNew = false;
      back.add(client);
    },
    missing: (clients) => {
      if (clients === undefined) {
        return ['nobody knows who asks for TLS: superserver_clients is not set ([]: the gateway only)'];
      }
      return clients.flatMap((one) => (back.has(one) ? [] : [`${one} was not put back in this run`]));
    },
    foresee: (host) => foreseen.add(host),
    isForeseen: (host) => foreseen.has(host),
  };
}
