import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** What is in the place of a private key. The key itself stays on the host. */
export type KeyState =
  | { readonly is: 'absent' }
  /** Our user may not read it. */
  | { readonly is: 'unreadable' }
  /** Something else, or a key with a passphrase. */
  | { readonly is: 'not-a-key' }
  /** `publicKey` (PEM) is undefined where the host has no openssl. */
  | { readonly is: 'key'; readonly publicKey: string | undefined };

/** Asks for the public half of a private key. */
export function keyState(path: string): Query<KeyState> {
  const script = sh`k=${path}
if [ ! -e "$k" ]; then echo absent
elif [ ! -f "$k" ]; then echo not-a-key
elif [ ! -r "$k" ]; then echo unreadable
elif ! command -v openssl >/dev/null 2>&1; then
if grep 'PRIVATE KEY-----' "$k" >/dev/null 2>&1; then echo key; else echo not-a-key; fi
elif p=$(openssl pkey -in "$k" -pubout -passin pass: 2>/dev/null) && [ -n "$p" ]; then printf 'key\n%s\n' "$p"
else echo not-a-key; fi`;
  return query(script, { reads: [`file:${path}`], parse: ({ stdout }) => parse(stdout) });
}

function parse(stdout: string): KeyState {
  const [kind = '', ...rest] = stdout.split('\n');
  switch (kind) {
    case 'unreadable':
    case 'not-a-key':
      return { is: kind };
    case 'key':
      return { is: 'key', publicKey: rest[0] ? `${rest.join('\n').trim()}\n` : undefined };
    default:
      return { is: 'absent' };
  }
}
