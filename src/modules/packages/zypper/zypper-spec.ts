import type { PackageName } from '../package-name.ts';

/** How zypper names a package: `glibc.i686=2.34`. */
export function zypperSpec({ name, architecture, file }: PackageName, version?: string): string {
  if (file !== undefined && version === undefined) return file;
  const full = architecture === undefined ? name : `${name}.${architecture}`;
  return version === undefined ? full : `${full}=${version}`;
}
