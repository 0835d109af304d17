import type { RawVars } from './vars.ts';

/** Variables that one place of a source sets together. */
export interface VarsBlock {
  readonly vars: RawVars;
  /** Where a variable is set, such as `hosts.yml:3:5`. */
  readonly whereOf: (name: string) => string;
}
