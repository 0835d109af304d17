/**
 * A thing on a host that a query reads or a command touches, such as `file:/etc/hosts` or `unit:httpd`. A `directory`
 * is only that there is one, whatever it holds: writing a file into it does not touch it.
 */
export type Resource =
  `${'file' | 'directory' | 'unit' | 'package' | 'process' | 'port' | 'user' | 'group'}:${string}`;

/** What a query reads or a command touches. `everything` is the safe answer for an effect that is not known. */
export type Resources = readonly Resource[] | 'everything';

/** Whether a touch may change what was read. A file stands for itself, what is below it and what it is below. */
export function overlaps(touched: Resources, read: Resources): boolean {
  if (touched === 'everything') return read === 'everything' || read.length > 0;
  if (read === 'everything') return touched.length > 0;
  return touched.some((one) => read.some((other) => affects(one, other)));
}

/** Both sets together. */
export function union(one: Resources, other: Resources): Resources {
  return one === 'everything' || other === 'everything' ? 'everything' : [...one, ...other];
}

/** The path of a file or directory; undefined for what is none. */
export function pathOf(resource: Resource): string | undefined {
  if (resource.startsWith('file:')) return resource.slice('file:'.length);
  return resource.startsWith('directory:') ? resource.slice('directory:'.length) : undefined;
}

function affects(touched: Resource, read: Resource): boolean {
  const [inner, outer] = [pathOf(touched), pathOf(read)];
  if (inner === undefined || outer === undefined) return touched === read;
  if (inner === outer) return true;
  if (touched.startsWith('directory:')) return false;
  return isBelow(outer, inner) || (read.startsWith('file:') && isBelow(inner, outer));
}

/** Whether a path is that of something in a directory, however deep. */
export function isBelow(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && (outer.endsWith('/') || inner[outer.length] === '/');
}
