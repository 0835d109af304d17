import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** Whether two paths are names of one file; `no-target`: there is no file that a further name could be given to. */
export type TwinState = 'same' | 'different' | 'no-target';

/** Asks whether a path is a further name of the file at `target`. */
export function twinState(path: string, target: string): Query<TwinState> {
  const script = sh`if [ ! -f ${target} ] || [ -L ${target} ]; then echo no-target
elif [ -f ${path} ] && [ ! -L ${path} ] && [ "$(stat -c %d:%i -- ${path})" = "$(stat -c %d:%i -- ${target})" ]; then echo same
else echo different; fi`;
  return query<TwinState>(script, {
    reads: [`file:${path}`, `file:${target}`],
    parse: ({ stdout }) => {
      const said = stdout.trim();
      return said === 'same' || said === 'no-target' ? said : 'different';
    },
    // By then, there may be one.
    afterTouch: (state) => (state === 'no-target' ? 'different' : state),
  });
}
