/** Whether a name fits a pattern with `*` and `?`. */
export function fitsPattern(name: string, pattern: string): boolean {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('?', '.');
  return new RegExp(`^${source.replaceAll(/\*+/g, '.*')}$`, 's').test(name);
}
