import type { PackageName } from '../package-name.ts';

/** How apk names a package: `busybox=1.36.1-r5`. It knows one architecture only. */
export function apkSpec({ name, file }: PackageName, version?: string): string {
  if (file !== undefined && version === undefined) return file;
  return version === undefined ? name : `${name}=${version}`;
}
