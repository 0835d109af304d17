import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { packed, unpacked } from './pack-script.ts';
import type { ArchiveParams } from './params.ts';

/** What should be packed, and what the archive holds. */
export interface PackedState {
  /** What should be packed and is not there. */
  readonly missing: readonly string[];
  /** The archive holds just this. */
  readonly isSame: boolean;
}

/** Packs once more, to nowhere, and compares with what is in the archive: nothing is remembered beside it. */
export function packedState(given: ArchiveParams): Query<PackedState> {
  const { paths, dest, format } = given;
  const script = sh`n=0; for p in ${paths}; do [ -e "$p" ] || [ -L "$p" ] || echo "$n"; n=$(($n+1)); done
if [ -f ${dest} ] && [ ! -L ${dest} ] && [ -r ${dest} ]; then
was=$(${unpacked(format)} <${dest} 2>/dev/null | sha256sum)
now=$( { ${packed(given)} || echo failed; } 2>/dev/null | sha256sum )
[ "$was" != "$now" ] || echo same; fi`;
  return query<PackedState>(script, {
    reads: [...paths, dest].map((path) => `file:${path}` as const),
    parse: ({ stdout }) => {
      const words = stdout.split('\n').filter((line) => line !== '');
      const missing = words.filter((word) => word !== 'same').map((word) => paths[Number(word)] ?? word);
      return { missing, isSame: words.includes('same') };
    },
    afterTouch: () => ({ missing: [], isSame: false }),
  });
}
