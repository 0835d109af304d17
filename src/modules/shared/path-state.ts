import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { digestOfMuch, manyBytes } from './digest-script.ts';
import { pathStates } from './path-states.ts';

interface Attributes {
  /** Four octal digits. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  /** Seconds since 1970. Infinity in check mode, where something before would change it. */
  readonly modified: number;
}

/** What is at a path, without following a link at its end. */
export type PathState =
  | { readonly is: 'absent' }
  | ({ readonly is: 'file'; readonly size: number; readonly sha256: string | undefined } & Attributes)
  | ({ readonly is: 'directory' } & Attributes)
  | ({ readonly is: 'link'; readonly target: string } & Attributes)
  | ({ readonly is: 'other' } & Attributes);

interface PathStateOptions {
  /** Read the file and give its SHA-256. Default: false. */
  readonly digest?: boolean;
}

const withoutDigests = pathStates({ digest: false });
const withDigests = pathStates({ digest: true });

/** Asks what is at a path. */
export function pathState(path: string, { digest = false }: PathStateOptions = {}): Query<PathState> {
  const sum = digest
    ? sh`if [ "$5" -ge ${manyBytes} ]; then ${digestOfMuch}; else sha256sum <"$p"; fi | cut -d ' ' -f 1`
    : sh`echo`;
  const script = sh`p=${path}
if [ -L "$p" ]; then k=link; elif [ -f "$p" ]; then k=file; elif [ -d "$p" ]; then k=directory
elif [ -e "$p" ]; then k=other; else echo absent; exit 0; fi
s=$(stat -c "$k %a %U %G %s %Y" -- "$p") || exit
set -- $s; echo "$*"
case $k in link) readlink -- "$p" ;; file) ${sum} ;; esac`;
  return query(script, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => parse(stdout),
    afterTouch: touched,
    batch: { kind: digest ? withDigests : withoutDigests, item: path },
  });
}

function parse(stdout: string): PathState {
  const [head = '', ...rest] = stdout.split('\n');
  const [kind = 'absent', mode = '', owner = '', group = '', size = '', modified = ''] = head.split(' ');
  const attributes = { mode: mode.padStart(4, '0'), owner, group, modified: Number(modified) };
  switch (kind) {
    case 'file':
      return { is: 'file', size: Number(size), sha256: rest[0] || undefined, ...attributes };
    case 'directory':
      return { is: 'directory', ...attributes };
    case 'link':
      // A target may hold newlines; only the last one is readlink's own.
      return { is: 'link', target: rest.join('\n').replace(/\n$/, ''), ...attributes };
    case 'other':
      return { is: 'other', ...attributes };
    default:
      return { is: 'absent' };
  }
}

function touched(state: PathState): PathState {
  return state.is === 'absent' ? state : { ...state, modified: Number.POSITIVE_INFINITY };
}
