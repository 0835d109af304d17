const kinds = /\.(service|socket|timer|path|target|mount|automount|swap|slice|scope|device)$/;

/** A unit's whole name: `nginx` is `nginx.service`. */
export function unitName(name: string): string {
  return kinds.test(name) ? name : `${name}.service`;
}
