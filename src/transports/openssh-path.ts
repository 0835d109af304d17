/** A path as the value of an option of `ssh`, which would expand tokens in it and split it at blanks. */
export function opensshPath(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;
}
