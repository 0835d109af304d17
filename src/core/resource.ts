/** A thing on a host that a query reads or a command touches, such as `file:/etc/hosts` or `unit:httpd`. */
export type Resource = `${'file' | 'unit' | 'package' | 'process' | 'port' | 'user' | 'group'}:${string}`;

/** What a query reads or a command touches. `everything` is the safe answer for an effect that is not known. */
export type Resources = readonly Resource[] | 'everything';

/** Whether a touch may change what was read. A file stands for itself, what is below it and what it is below. */
export function overlaps(touched: Resources, read: Resources): boolean {
  if (touched === 'everything') return read === 'everything' || read.length > 0;
  if (read === 'everything') return touched.length > 0;
  return touched.some((one) => read.some((other) => same(one, other)));
}

/** Both sets together. */
export function union(one: Resources, other: Resources): Resources {
  return one === 'everything' || other === 'everything' ? 'everything' : [...one, ...other];
}

function same(one: Resource, other: Resource): boolean {
  if (one === other) return true;
  if (!one.startsWith('file:') || !other.startsWith('file:')) return false;
  return isBelow(one, other) || isBelow(other, one);
}

function isBelow(inner: string, outer: string): boolean {
  return inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}
