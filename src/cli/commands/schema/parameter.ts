/** A parameter or variable as the documentation tells of it. */
export interface Parameter {
  readonly name: string;
  /** Such as `'started' | 'stopped'` or `string[]`. */
  readonly type: string;
  readonly required: boolean;
  /** As JSON. */
  readonly default?: string;
  readonly description?: string;
  /** As JSON: a value that fits. */
  readonly example: string;
  /** What is within it, in each of the forms that it may have. */
  readonly forms: readonly (readonly Parameter[])[];
}
