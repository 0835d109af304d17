/** A change in words and, for text, before and after: what a plan, a diff and a report show. Holds no secret. */
export interface ChangeView {
  /** What the change brings about, such as `mode 0644 → 0600`. */
  readonly summary: string;
  /** Several, where one change is of several files. */
  readonly diff?: TextDiff | readonly TextDiff[];
}

export interface TextDiff {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}
