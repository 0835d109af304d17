import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** What visudo of the host says to a text. */
export type SyntaxState =
  | { readonly is: 'right' | 'no-visudo' }
  | { readonly is: 'wrong'; readonly problem: string };

/** Asks whether a text is right as a file of sudo. In check mode, a visudo that would be installed finds it right. */
export function syntaxState(text: string): Query<SyntaxState> {
  const script = sh`PATH=$PATH:/usr/sbin:/sbin
command -v visudo >/dev/null 2>&1 || { echo no-visudo; exit 0; }
if m=$(_p ${text} | LC_ALL=C visudo -cf - 2>&1); then echo right; else echo wrong; _p "$m"; fi`;
  return query<SyntaxState>(script, {
    reads: ['package:sudo'],
    parse: ({ stdout }) => {
      const [is, ...problem] = stdout.trim().split('\n');
      if (is === 'wrong') return { is, problem: problem.join('\n').trim() };
      return { is: is === 'right' ? 'right' : 'no-visudo' };
    },
    afterTouch: () => ({ is: 'right' }),
  });
}
