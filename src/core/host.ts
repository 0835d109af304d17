/** A host of the inventory with its variables merged. */
export interface Host {
  readonly name: string;
  /** Most general group first, `all` left out. */
  readonly groups: readonly string[];
  readonly vars: Readonly<Record<string, unknown>>;
  /** The server that the way to it begins at, where that is known: `[user@]host[:port]`. */
  readonly firstHop?: string;
  /** Where the value of a variable is set, such as `hosts.yml:3:5`; `undefined` where nobody knows. */
  readonly originOf?: (variable: string) => string | undefined;
}

/** The hosts that a run is about. `select` takes a pattern such as `web:!web3`, as Ansible reads it. */
export interface Inventory {
  readonly hosts: readonly Host[];
  /**
   * Throws a DefinitionError for a pattern that cannot be read, a NothingMatchedError for one that names nothing or has
   * a subscript beyond its hosts.
   */
  readonly select: (pattern: string) => readonly Host[];
}
