/** Variables by name. */
export type Vars = Readonly<Record<string, unknown>>;
