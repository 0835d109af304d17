/** The mode of a file on the controller, as `stat` gives it, in four octal digits. */
export function localMode(bits: number): string {
  return (bits & 0o7777).toString(8).padStart(4, '0');
}
