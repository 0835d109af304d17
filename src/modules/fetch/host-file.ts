import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** What there is to fetch; `uncertain`: in check mode, when something before would change it. */
export type HostFile =
  | { readonly is: 'file'; readonly bytes: number; readonly sha256: string }
  | { readonly is: 'absent' | 'other' | 'locked' | 'uncertain' };

/** Asks what is at a path, at the end of all links. */
export function hostFile(path: string): Query<HostFile> {
  const script = sh`p=${path}
if [ ! -e "$p" ]; then echo absent; elif [ ! -f "$p" ]; then echo other; elif [ ! -r "$p" ]; then echo locked
else echo file; wc -c <"$p" && sha256sum <"$p" | cut -d ' ' -f 1; fi`;
  return query<HostFile>(script, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => parse(stdout),
    afterTouch: () => ({ is: 'uncertain' }),
  });
}

function parse(stdout: string): HostFile {
  const [is = '', bytes = '', sha256 = ''] = stdout.split('\n');
  if (is === 'file') return { is, bytes: Number(bytes), sha256 };
  return { is: is === 'absent' || is === 'locked' ? is : 'other' };
}
