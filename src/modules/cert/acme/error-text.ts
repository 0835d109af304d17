/** The first line of what went wrong, and what a program said to it. */
export function errorText(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  if (said !== '') return said;
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line;
}
