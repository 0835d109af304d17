/** What an examination needs to know of a machine and its user. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Of Node, such as `24.4.1`. */
  readonly node: string;
  /** The oldest Node that will do. */
  readonly oldestNode: string;
  /** What practice machines lack here, and the packages that bring it. */
  readonly labLacks: () => Promise<{
    readonly names: readonly string[];
    readonly packages: readonly string[];
  }>;
}
