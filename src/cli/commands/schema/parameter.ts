/** A parameter or variable as the documentation tells of it. */
export interface Parameter {
  readonly name: string;
  /** Such as `'started' | 'stopped'` or `string[]`. */
  readonly type: string;
  readonly required: boolean;
  /** As JSON. */
  readonly default?: string;
  readonly description?: string;
  /** An example that its author gives, other than the default. */
  readonly example?: string;
  /** As JSON: a value that fits. */
  readonly sample: string;
  /** What is within it, in each of the forms that it may have. */
  readonly forms: readonly (readonly Parameter[])[];
}
