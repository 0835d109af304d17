/** What one option of an INI file should be. */
export interface IniWish {
  /** Undefined: what stands before the first section. */
  readonly section: string | undefined;
  /** Undefined: the section itself. */
  readonly option: string | undefined;
  /** Each a line of its own; undefined is an option without a value. */
  readonly values: readonly (string | undefined)[];
  /** No other lines of this option. */
  readonly exclusive: boolean;
  readonly ignoreCase: boolean;
  readonly modifyInactive: boolean;
  /** What stands between option and value in a new line; undefined: as in the lines that are there. */
  readonly assign: ' = ' | '=' | undefined;
}
