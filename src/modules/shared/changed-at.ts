import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** When a path was last changed, by the host's clock. */
export interface ChangedAt {
  readonly path: string;
  /** Seconds since 1970; undefined when nothing is there. Infinity in check mode, where something before would change it. */
  readonly at: number | undefined;
  /** How much later than `at` it may have been, in seconds: the host's stat may know whole seconds only. */
  readonly vague: number;
}

/**
 * Asks when a path was last changed: its text, owner or mode, or by which file or link it is. Unlike the time of
 * modification, this time cannot be set, so a file that was moved or copied into place with an old time counts as new.
 * A directory changes when entries come and go.
 */
export function changedAt(path: string): Query<ChangedAt> {
  const script = sh`p=${path}
if [ -e "$p" ] || [ -L "$p" ]; then stat -c %.9Z -- "$p"; stat -L -c %.9Z -- "$p" 2>/dev/null; fi; :`;
  return query<ChangedAt>(script, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => {
      const times = stdout.split('\n').filter((line) => line !== '');
      const vague = times.some((time) => !time.includes('.')) ? 1 : 0;
      return { path, at: times.length === 0 ? undefined : Math.max(...times.map(Number)), vague };
    },
    afterTouch: (found) => ({ ...found, at: Number.POSITIVE_INFINITY }),
  });
}
