import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { stampFiles } from '../shared/stamp-files.ts';

/** The new tree. `coming`: in check mode, something before would build it. */
export type StagedState =
  | { readonly is: 'absent' | 'unstamped' | 'coming' }
  | { readonly is: 'built'; readonly stamp: string };

/** Asks which build is staged. */
export function stagedState(from: string): Query<StagedState> {
  const stamp = `${from}/${stampFiles.built}`;
  const script = sh`if [ -f ${stamp} ]; then head -n 1 -- ${stamp}; elif [ -d ${from} ]; then echo unstamped; else echo absent; fi`;
  return query<StagedState>(script, {
    reads: [`file:${from}`],
    parse: ({ stdout }) => {
      const line = stdout.trim();
      return line === 'absent' || line === 'unstamped' ? { is: line } : { is: 'built', stamp: line };
    },
    afterTouch: () => ({ is: 'coming' }),
  });
}
