import { type Shell, sh } from '../../../core/sh.ts';
import type { PackagesParams } from '../params.ts';

/** A call of apk, which waits for its lock itself. */
export function apkCall({ lockTimeoutMs, allowUnsigned, updateCache }: PackagesParams): Shell {
  const flags = [
    '--wait',
    Math.ceil(lockTimeoutMs / 1000),
    ...(allowUnsigned ? ['--allow-untrusted'] : []),
    ...(updateCache === true ? ['-U'] : []),
  ];
  return sh`apk ${flags}`;
}
