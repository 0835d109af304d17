import type { JsonSchema } from '../schema/json-schema-of.ts';

/** Something with parameters that documentation tells of: a module, or a play. */
export interface Documented {
  readonly name: string;
  readonly summary: string;
  /** What they are called: `Parameters` of a module, `Variables` of a play. */
  readonly heading: string;
  readonly schema: JsonSchema;
  /** In TypeScript. */
  readonly example?: string;
  /** Ways to use it from a command line. */
  readonly usage: readonly string[];
}
