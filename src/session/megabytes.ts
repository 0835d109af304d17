/** A number of bytes in millions, to one place. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
