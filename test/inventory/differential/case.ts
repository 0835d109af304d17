/** One inventory to be read by both, with file names and sources relative to its directory. */
export interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly sources: readonly string[];
  readonly patterns?: readonly string[];
  /** What `--limit` leaves of a pattern; `@` in it begins the name of a file beside the inventory. */
  readonly limits?: readonly (readonly [limit: string, pattern: string])[];
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
  /** The names of the hosts for each limit and its pattern; none where either is refused. */
  readonly limits: readonly (readonly string[])[];
}

/** The limits of a case with their files by whole paths, since both sides read them from where they were started. */
export function limitsIn({ limits = [] }: Case, directory: string): readonly (readonly [string, string])[] {
  return limits.map(([limit, pattern]) => [limit.replaceAll('@', `@${directory}/`), pattern]);
}
