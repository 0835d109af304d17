import { known, type Query, query } from '../../core/query.ts';
import type { Resources } from '../../core/resource.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { type Surroundings, setOut } from '../shared/set-out.ts';

/**
 * Whether a command is to be run. `perhaps`: in check mode, when something before would change what decides it.
 * `nowhere`: its directory is not there.
 */
export type Due = 'yes' | 'no' | 'perhaps' | 'nowhere';

export interface Guards extends Surroundings {
  readonly creates?: string | undefined;
  readonly removes?: string | undefined;
  readonly unless?: Shell | undefined;
  readonly onlyIf?: Shell | undefined;
}

/** Asks whether a command is to be run. Without conditions there is nothing to ask. */
export function due(guards: Guards): Query<Due> {
  const checks = checksOf(guards);
  if (checks.length === 0) return known('yes');
  return query<Due>(lines([...checks, sh`echo yes`]), {
    reads: readsOf(guards),
    parse: ({ stdout }) => dueOf(stdout.trim()),
    afterTouch: () => 'perhaps',
  });
}

function checksOf({ creates, removes, unless, onlyIf, ...around }: Guards): readonly Shell[] {
  const { directory } = around;
  const quiet = (script: Shell) => sh`( ${setOut(script, around)}
) >/dev/null 2>&1`;
  return [
    ...(creates === undefined
      ? []
      : [sh`if [ -e ${creates} ] || [ -L ${creates} ]; then echo no; exit 0; fi`]),
    ...(removes === undefined ? [] : [sh`[ -e ${removes} ] || [ -L ${removes} ] || { echo no; exit 0; }`]),
    ...(directory === undefined ? [] : [sh`( cd -- ${directory} ) 2>/dev/null || { echo nowhere; exit 0; }`]),
    ...(unless === undefined ? [] : [sh`if ${quiet(unless)}; then echo no; exit 0; fi`]),
    ...(onlyIf === undefined ? [] : [sh`${quiet(onlyIf)} || { echo no; exit 0; }`]),
  ];
}

function readsOf({ creates, removes, unless, onlyIf, directory }: Guards): Resources {
  if (unless !== undefined || onlyIf !== undefined) return 'everything';
  return [creates, removes, directory].flatMap((path) =>
    path === undefined ? [] : [`file:${path}` as const],
  );
}

function dueOf(word: string): Due {
  return word === 'no' || word === 'nowhere' ? word : 'yes';
}
