/** A place in a file of the user; lines and columns count from 1. */
export interface CodePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number | undefined;
}
