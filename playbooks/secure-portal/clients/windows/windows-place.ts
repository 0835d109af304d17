import type { Resource } from 'drover';

/** What a query reads and a command touches on a Windows host: the lines of cmd that name it stand for it. */
export function placeOf(where: readonly string[]): Resource {
  return `file:/windows/${encodeURIComponent(where.join('\n'))}`;
}
