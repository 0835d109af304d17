import { posix } from 'node:path';
import { type Query, query, type Resource, type Shell, sh } from 'drover';

/** Notes what was found before the first change, for root only; what is noted once stays. */
export function note(path: string, text: string): Shell {
  return sh`{ mkdir -p -m 0700 -- ${posix.dirname(path)} && { [ -s ${path} ] || ( umask 077; printf '%s\n' ${text} >${path} ); }; }`;
}

/** Asks what was noted; empty: nothing. `by`: what those touch who note it. */
export function noted(path: string, by: Resource): Query<string> {
  return query(sh`[ ! -f ${path} ] || cat -- ${path}`, {
    reads: [`file:${path}`, by],
    parse: ({ stdout }) => stdout.trimEnd(),
  });
}
