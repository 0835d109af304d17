import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** By the first bytes of the file, whatever its name. */
export type ArchiveKind = 'gz' | 'bz2' | 'xz' | 'zst' | 'zip' | 'tar' | 'unknown';

/** An archive on the host. `coming`: in check mode, something before would bring it or change it. */
export type ArchiveState =
  | { readonly is: 'absent' }
  | { readonly is: 'coming' }
  | { readonly is: 'file'; readonly sha256: string; readonly kind: ArchiveKind };

const magics: readonly (readonly [string, ArchiveKind])[] = [
  ['1f8b', 'gz'],
  ['425a68', 'bz2'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zst'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
];

/** Asks for the digest and the kind of an archive. */
export function archiveState(path: string): Query<ArchiveState> {
  const script = sh`if [ -f ${path} ]; then sha256sum <${path} | cut -d ' ' -f 1
od -A n -t x1 -N 6 <${path} | tr -d ' \n'; echo
tail -c +258 <${path} 2>/dev/null | head -c 5; echo; fi`;
  return query<ArchiveState>(script, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => parse(stdout),
    afterTouch: () => ({ is: 'coming' }),
  });
}

function parse(stdout: string): ArchiveState {
  const [sha256 = '', head = '', mark = ''] = stdout.split('\n');
  if (sha256 === '') return { is: 'absent' };
  const compressed = magics.find(([magic]) => head.startsWith(magic))?.[1];
  return { is: 'file', sha256, kind: compressed ?? (mark === 'ustar' ? 'tar' : 'unknown') };
}
