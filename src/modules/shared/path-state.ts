import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { digestOfMuch, manyBytes } from './digest-script.ts';
import { attributesFormat, attributesOf, type PathAttributes } from './path-attributes.ts';
import { pathStates } from './path-states.ts';

/** What is at a path, without following a link at its end. */
export type PathState =
  | { readonly is: 'absent' }
  | ({ readonly is: 'file'; readonly size: number; readonly sha256: string | undefined } & PathAttributes)
  | ({ readonly is: 'directory' } & PathAttributes)
  | ({ readonly is: 'link'; readonly target: string } & PathAttributes)
  | ({ readonly is: 'other' } & PathAttributes);

interface PathStateOptions {
  /** Read the file and give its SHA-256. Default: false. */
  readonly digest?: boolean;
}

const withoutDigests = pathStates({ digest: false });
const withDigests = pathStates({ digest: true });

/** Asks what is at a path. */
export function pathState(path: string, { digest = false }: PathStateOptions = {}): Query<PathState> {
  const sum = digest
    ? sh`set -- $s; if [ "$2" -ge ${manyBytes} ]; then ${digestOfMuch}; else sha256sum <"$p"; fi | cut -d ' ' -f 1`
    : sh`echo`;
  const script = sh`p=${path}
if [ -L "$p" ]; then k=link; elif [ -f "$p" ]; then k=file; elif [ -d "$p" ]; then k=directory
elif [ -e "$p" ]; then k=other; else echo absent; exit 0; fi
s=$(stat -c ${attributesFormat} -- "$p") || exit
_p "$k $s"; echo
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
  const [kind = ''] = head.split(' ', 1);
  const { size, ...attributes } = attributesOf(head.slice(kind.length + 1));
  switch (kind) {
    case 'file':
      return { is: 'file', size, sha256: rest[0] || undefined, ...attributes };
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
