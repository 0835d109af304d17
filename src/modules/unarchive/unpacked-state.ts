import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { stampFiles } from '../shared/stamp-files.ts';

/** What is where an archive should be unpacked. */
export type UnpackedState =
  | { readonly is: 'absent' }
  | { readonly is: 'empty' }
  | { readonly is: 'unpacked'; readonly sha256: string; readonly how: string }
  /** Something that was not unpacked by us. */
  | { readonly is: 'foreign' };

/** Asks which archive a directory holds. */
export function unpackedState(path: string): Query<UnpackedState> {
  const stamp = `${path}/${stampFiles.unarchived}`;
  const script = sh`if [ -L ${path} ]; then echo foreign; elif [ -f ${stamp} ]; then echo unpacked; head -n 2 -- ${stamp}
elif [ -d ${path} ]; then if [ -z "$(ls -A -- ${path})" ]; then echo empty; else echo foreign; fi
elif [ -e ${path} ]; then echo foreign; else echo absent; fi`;
  return query(script, { reads: [`file:${path}`], parse: ({ stdout }) => parse(stdout) });
}

function parse(stdout: string): UnpackedState {
  const [is = 'absent', sha256 = '', how = ''] = stdout.split('\n');
  switch (is) {
    case 'unpacked':
      return { is, sha256, how };
    case 'empty':
    case 'foreign':
      return { is };
    default:
      return { is: 'absent' };
  }
}
