/** A value of a registry key, as `reg query` prints it. */
export interface RegistryValue {
  readonly name: string;
  /** Such as `REG_SZ`. */
  readonly type: string;
  readonly text: string;
}

/** The values in what `reg query` prints. */
export function valuesIn(printed: string): readonly RegistryValue[] {
  return printed.split(/\r?\n/).flatMap((line) => {
    const [, name, type, text = ''] = /^ {4}(.+?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? [];
    return name === undefined || type === undefined ? [] : [{ name, type, text }];
  });
}
