import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { stampFiles } from '../shared/stamp-files.ts';

/** The tree that a build installs. */
export interface BuiltState {
  /** `foreign`: there is something in the staging directory that was not built by us. */
  readonly is: 'absent' | 'built' | 'foreign';
  /** Empty unless built. */
  readonly stamp: string;
  readonly fromCache: boolean;
  readonly compiler: string;
}

/** Asks which build a tree is. `root` is what has to be ours: the staging directory, or the tree itself. */
export function builtState(tree: string, root: string): Query<BuiltState> {
  const stamp = `${tree}/${stampFiles.built}`;
  const script = sh`if [ -f ${stamp} ]; then echo built; head -n 3 -- ${stamp}
elif [ -L ${root} ] || { [ -e ${root} ] && { [ ! -d ${root} ] || [ -n "$(ls -A -- ${root})" ]; }; }; then echo foreign; else echo absent; fi`;
  return query(script, { reads: [`file:${tree}`, `file:${root}`], parse: ({ stdout }) => parse(stdout) });
}

/** Asks for the stamps of the trees that a cache holds. */
export function cachedStamps(cache: string): Query<readonly string[]> {
  return query(sh`for f in ${cache}/*.tar; do if [ -f "$f" ]; then basename -- "$f" .tar; fi; done`, {
    reads: [`file:${cache}`],
    parse: ({ stdout }) => stdout.split('\n').filter((line) => line !== ''),
  });
}

function parse(stdout: string): BuiltState {
  const [is, stamp = '', origin = '', compiler = ''] = stdout.split('\n');
  if (is === 'built') return { is, stamp, fromCache: origin === 'cache', compiler };
  return { is: is === 'foreign' ? 'foreign' : 'absent', stamp: '', fromCache: false, compiler: '' };
}
