import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** What is where a file should be. */
export type DownloadState =
  | { readonly is: 'absent' }
  | { readonly is: 'file'; readonly sha256: string; readonly verified: Verified | undefined }
  | { readonly is: 'other' };

/** What was written down when a signature was found good. */
interface Verified {
  readonly sha256: string;
  /** The fingerprint of the primary key. */
  readonly signer: string;
}

/** Asks for a file's digest, and for what `note` says about its signature. */
export function downloadState(path: string, note: string): Query<DownloadState> {
  const script = sh`if [ -f ${path} ]; then echo file; sha256sum <${path} | cut -d ' ' -f 1
if [ -f ${note} ]; then cat -- ${note}; fi
elif [ -e ${path} ] || [ -L ${path} ]; then echo other; else echo absent; fi`;
  return query(script, { reads: [`file:${path}`, `file:${note}`], parse: ({ stdout }) => parse(stdout) });
}

function parse(stdout: string): DownloadState {
  const [kind, sha256 = '', note = ''] = stdout.split('\n');
  if (kind === 'other') return { is: 'other' };
  if (kind !== 'file') return { is: 'absent' };
  const [digest, signer] = note.split(' ');
  const verified = digest && signer ? { sha256: digest, signer } : undefined;
  return { is: 'file', sha256, verified };
}
