import { posix } from 'node:path';
import { type BatchKind, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** Whether the directory that a path stands in is there. `perhaps`: in check mode, something before may make it. */
export interface ParentState {
  readonly path: string;
  readonly isThere: 'yes' | 'no' | 'perhaps';
}

const kind: BatchKind = {
  name: 'directories',
  script: (paths) => sh`for d in ${paths}; do if [ -d "$d" ]; then echo yes; else echo no; fi; done`,
  split: (stdout) => stdout.trimEnd().split('\n'),
};

/** Asks for the directory that a path stands in. A link to a directory is one. */
export function parentState(path: string): Query<ParentState> {
  const parent = posix.dirname(path);
  return query<ParentState>(sh`if [ -d ${parent} ]; then echo yes; else echo no; fi`, {
    reads: [`directory:${parent}`],
    parse: ({ stdout }) => ({ path: parent, isThere: stdout.trim() === 'yes' ? 'yes' : 'no' }),
    batch: { kind, item: parent },
    afterTouch: (state) => (state.isThere === 'yes' ? state : { ...state, isThere: 'perhaps' }),
  });
}
