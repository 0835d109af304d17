import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { type ArchiveKind, archiveKind, tarMark } from './archive-kind.ts';

/** An archive. `coming`: in check mode, something before would bring it or change it. */
export type ArchiveState =
  | { readonly is: 'absent' }
  | { readonly is: 'coming' }
  | { readonly is: 'file'; readonly sha256: string; readonly kind: ArchiveKind };

/** Asks for the digest and the kind of an archive on the host. */
export function archiveState(path: string): Query<ArchiveState> {
  const script = sh`if [ -f ${path} ]; then sha256sum <${path} | cut -d ' ' -f 1
od -A n -t x1 -N 6 <${path} | tr -d ' \n'; echo
tail -c +${tarMark.at + 1} <${path} 2>/dev/null | head -c ${tarMark.bytes}; echo; fi`;
  return query<ArchiveState>(script, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => parse(stdout),
    afterTouch: () => ({ is: 'coming' }),
  });
}

function parse(stdout: string): ArchiveState {
  const [sha256 = '', head = '', mark = ''] = stdout.split('\n');
  if (sha256 === '') return { is: 'absent' };
  return { is: 'file', sha256, kind: archiveKind(head, mark) };
}
