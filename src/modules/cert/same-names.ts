/** Whether two lists hold the same names, in whatever order. */
export function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.every((name) => other.includes(name)) && other.every((name) => one.includes(name));
}
