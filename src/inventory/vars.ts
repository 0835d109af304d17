/** Variables by name, as playbooks see them. */
export type Vars = Readonly<Record<string, unknown>>;

/**
 * Variables by name, as a source holds them: mappings are Maps, and some scalars an ExactNumber, an UnsafeText or
 * Vaulted, so that nothing is lost for those who want the inventory printed.
 */
export type RawVars = ReadonlyMap<string, unknown>;
