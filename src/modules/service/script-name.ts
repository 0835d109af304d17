/** The name of an init script: that of the unit without its kind. */
export function scriptName(name: string): string {
  return name.replace(/\.service$/, '');
}
