/** One inventory to be read by both, with file names and sources relative to its directory. */
export interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly sources: readonly string[];
  readonly patterns?: readonly string[];
  readonly playbookDirectory?: string;
  readonly extraVars?: Readonly<Record<string, unknown>>;
  readonly vaults?: readonly (readonly [label: string, password: string])[];
}

/** What there is to say about an inventory: the same on both sides. */
export interface Answer {
  readonly list: string;
  readonly graph: string;
  readonly graphVars?: string;
  /** The names of the hosts for each pattern; `undefined` for a pattern that is refused. */
  readonly patterns: readonly (readonly string[] | undefined)[];
}
