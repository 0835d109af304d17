import type { PackageName } from '../package-name.ts';

/** How dnf names a package: `glibc-2.34.i686`. */
export function dnfSpec({ name, architecture, file }: PackageName, version?: string): string {
  if (file !== undefined && version === undefined) return file;
  return [
    version === undefined ? name : `${name}-${version}`,
    ...(architecture === undefined ? [] : [architecture]),
  ].join('.');
}
