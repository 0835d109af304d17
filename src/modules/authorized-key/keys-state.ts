import { posix } from 'node:path';
import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { printText, textPrinted } from '../shared/printed-text.ts';

/** The keys that let somebody in as a user. */
export type KeysState =
  | { readonly is: 'no-user' | 'coming' }
  /** The file or its directory is a link: whoever owns it decides where root would write. */
  | { readonly is: 'linked'; readonly path: string }
  | {
      readonly is: 'keys';
      readonly path: string;
      /** Bytes that are no UTF-8 stand in it as `textOfBytes` has it. */
      readonly text: string;
      /** Four octal digits; undefined: there is no file. */
      readonly mode: string | undefined;
      readonly directory: 'there' | 'missing';
    };

/** Asks for the keys of a user. `path` undefined: `~/.ssh/authorized_keys`. */
export function keysState(user: string, path?: string): Query<KeysState> {
  const place =
    path === undefined
      ? sh`h=$(_p "$h" | cut -d : -f 6); d=$h/.ssh; f=$d/authorized_keys`
      : sh`d=${posix.dirname(path)}; f=${path}`;
  const script = sh`h=$(getent passwd ${user} 2>/dev/null || grep ${`^${user}:`} /etc/passwd) || { echo no-user; exit 0; }
${place}
if [ -L "$d" ] || [ -L "$f" ]; then echo linked; _p "$f"; echo; exit 0; fi
echo keys; _p "$f"; echo; if [ -d "$d" ]; then echo there; else echo missing; fi
if [ -f "$f" ]; then stat -c %a -- "$f" && ${printText((program) => sh`${program} <"$f"`)}; else echo; fi`;
  return query<KeysState>(script, {
    // Where the home is, only the host knows: whatever touches a file may touch this one.
    reads: [`file:${path ?? '/'}`, `user:${user}`],
    parse: ({ stdout }) => parse(stdout),
    afterTouch: (state) => (state.is === 'no-user' ? { is: 'coming' } : state),
  });
}

function parse(stdout: string): KeysState {
  const [is, path = '', directory, mode = '', how = '', ...printed] = stdout.split('\n');
  if (is === 'no-user') return { is };
  if (is === 'linked') return { is, path };
  return {
    is: 'keys',
    path,
    text: textPrinted(how, printed.join('\n')),
    mode: mode === '' ? undefined : mode.padStart(4, '0'),
    directory: directory === 'there' ? 'there' : 'missing',
  };
}
