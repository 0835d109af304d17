import { lines, type Shell, sh } from '../../../core/sh.ts';
import type { PackagesChange } from '../packages-changes.ts';
import type { PackagesParams } from '../params.ts';
import { apkCall } from './apk-call.ts';
import { apkSpec } from './apk-spec.ts';

/**
 * Makes a change by apk. A version that is named goes into its list of what is wanted, which holds the package there:
 * so it is named once more without.
 */
export function apkScript({ is, packages }: PackagesChange, desired: PackagesParams): Shell {
  const call = apkCall(desired);
  const names = packages.map(({ name }) => name);
  switch (is) {
    case 'hold':
      return holding(call, names);
    case 'release':
      return sh`${call} add ${names}`;
    case 'remove':
    case 'purge':
      return sh`${call} del ${names}`;
    case 'install':
    case 'upgrade':
    case 'refresh': {
      const specs = packages.map((one) => one.file ?? apkSpec(one, one.version));
      const pinned = packages.flatMap(({ name, version, file }) =>
        version === undefined || file !== undefined ? [] : [name],
      );
      const newer = packages.some(({ version, file }) => (version ?? file) === undefined) ? ['-u'] : [];
      return lines([
        sh`${call} add ${newer} ${specs} || exit`,
        ...(pinned.length === 0 ? [] : [sh`${call} add ${pinned}`]),
      ]);
    }
  }
}

/** Each at the version that it has by now. */
function holding(call: Shell, names: readonly string[]): Shell {
  return sh`set --; for p in ${names}; do
  v=$(cat /lib/apk/db/installed /usr/lib/apk/db/installed 2>/dev/null | sed -n "/^P:$p\$/,/^\$/s/^V://p" | head -n 1)
  set -- "$@" "$p=$v"
done
${call} add "$@"`;
}
