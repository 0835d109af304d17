import { parseArgs } from 'node:util';

export interface Flags {
  /** One run of each, without the peers and without the largest fleets. */
  readonly quick: boolean;
  /** Only workloads or titles that begin so; empty: all. */
  readonly only: readonly string[];
  readonly runs: number;
  readonly json: string | undefined;
  /** Ends with 1 when a goal that is a count, and no time, is missed. */
  readonly strict: boolean;
  readonly help: boolean;
}

export const usage = `npm run bench -- [flags]
  --quick      one run of each, without ansible and mitogen, and with 50 hosts at most
  --only W2    only what begins so, such as "W2" or "W5 connect and true, 50"; repeatable
  --runs 3     how many runs the medians are of
  --json FILE  write all figures there too
  --strict     end with 1 when a goal that is counted (round trips, memory), not timed, is missed
`;

/** Reads the command line. Throws when it says something unknown. */
export function readFlags(words: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string' },
      json: { type: 'string' },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick, only, json, strict, help } = values;
  const runs = Number(values.runs ?? (quick ? 1 : 3));
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error(`--runs ${values.runs} is no whole number from 1 on`);
  return { quick, only, runs, json, strict, help };
}
