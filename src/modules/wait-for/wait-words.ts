import type { Awaited } from './params.ts';

/** What is waited for, such as `port 80 is open`. */
export function waitWords({ port, address, path, contains, state }: Awaited): string {
  if (port !== undefined) {
    return `port ${port}${address === undefined ? '' : ` of ${address}`} is ${state ?? 'open'}`;
  }
  return contains === undefined ? `${path} is ${state ?? 'present'}` : `${path} has a line like ${contains}`;
}
