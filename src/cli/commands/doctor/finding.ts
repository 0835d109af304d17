/** What was found of one thing that this machine should have. */
export interface Finding {
  readonly about: string;
  /** `lacks`: Drover cannot work without it. `without`: something that not everybody needs is not to be had. */
  readonly is: 'there' | 'without' | 'lacks';
  readonly said: string;
  readonly hint?: string;
}
