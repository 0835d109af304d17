import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { stampFiles } from '../shared/stamp-files.ts';
import type { CompileParams } from './params.ts';

/** What a build is made from, as far as the host knows. `coming`: in check mode, something before would change it. */
export type Ingredients =
  | { readonly is: 'coming' }
  | {
      readonly is: 'known';
      /** One each for the sources and the inputs: a digest, or why there is none. */
      readonly parts: readonly Ingredient[];
      /** The compiler's first line about itself; empty without one. */
      readonly compiler: string;
      readonly system: string;
    };

type Ingredient =
  | { readonly is: 'digest'; readonly digest: string }
  | { readonly is: 'absent' | 'unstamped'; readonly path: string };

type Sources = Pick<CompileParams, 'source' | 'inputs'>;

/** Asks for everything on the host that decides what a build will be. */
export function ingredientsOf({ source, inputs }: Sources): Query<Ingredients> {
  const paths = [source, ...inputs.filter(isPath)];
  const script = sh`for p in ${paths}; do
if [ -f "$p"/${stampFiles.unarchived} ]; then echo "digest $(head -n 2 -- "$p"/${stampFiles.unarchived} | tr '\n' ' ')"
elif [ -f "$p" ]; then echo "digest $(sha256sum <"$p" | cut -d ' ' -f 1)"
elif [ -e "$p" ]; then echo unstamped; else echo absent; fi; done
printf '%s\n' "$(cc --version 2>/dev/null | head -n 1)"
(. /etc/os-release 2>/dev/null; echo "$ID $VERSION_ID $(uname -m)")`;
  return query<Ingredients>(script, {
    reads: [
      ...paths.map((path) => `file:${path}` as const),
      'package:gcc',
      'package:build-essential',
      'package:clang',
    ],
    parse: ({ stdout }) => parse(stdout, paths),
    afterTouch: () => ({ is: 'coming' }),
  });
}

function parse(stdout: string, paths: readonly string[]): Ingredients {
  const answers = stdout.split('\n');
  const parts = paths.map((path, index): Ingredient => {
    const [is, ...digest] = (answers[index] ?? '').trim().split(' ');
    if (is === 'digest') return { is, digest: digest.join(' ') };
    return { is: is === 'unstamped' ? 'unstamped' : 'absent', path };
  });
  const [compiler = '', system = ''] = answers.slice(paths.length);
  return { is: 'known', parts, compiler, system };
}

function isPath(input: string): boolean {
  return input.startsWith('/');
}
