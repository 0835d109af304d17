import { z } from 'zod';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { type Query, query } from '../core/query.ts';
import { type Shell, sh } from '../core/sh.ts';
import { absolutePath } from './shared/params.ts';
import { parseStat, type StatEntry, statFormat } from './shared/stat-entry.ts';

interface Present extends StatEntry {
  readonly exists: true;
  /** Where a link leads, as it is written in it. */
  readonly target: string | undefined;
  /** What the user of the task may do. */
  readonly readable: boolean;
  readonly writable: boolean;
  readonly executable: boolean;
  /** The digest of a file, where it was asked for. */
  readonly checksum: string | undefined;
}

type Absent = { readonly exists: false; readonly is: 'absent' } & {
  readonly [K in Exclude<keyof Present, 'exists' | 'is'>]?: undefined;
};

/** What is at a path; `exists` tells whether the rest is there. */
export type StatState = Present | Absent;

const params = z.strictObject({
  path: absolutePath.meta({ description: 'What to look at. It need not be there.' }),
  follow: z.boolean().default(false).meta({ description: 'Look at what a link leads to.' }),
  getChecksum: z.boolean().default(false).meta({ description: 'Read a file, and give its digest.' }),
  checksumAlgorithm: z
    .enum(['md5', 'sha1', 'sha256', 'sha512'])
    .default('sha256')
    .meta({ description: 'Which digest that is.' }),
});

type Asked = z.output<typeof params>;

/**
 * What is at a path, for later tasks: `state(task).size`. It changes nothing, and a path that is not there is an
 * answer like any other. Different from Ansible on purpose: a file is read for its digest only on request.
 */
export const stat = defineModule({
  name: 'stat',
  summary: 'What is at a path is known to later tasks: kind, mode, owner, size, times, digest.',
  example: "stat('What the key is', { path: '/etc/ssl/private/site.key', follow: true })",
  params,
  verifies: true,
  desired: (given) => given,
  inspect: (asked): Query<StatState> =>
    query(lookScript(asked), {
      // A link may lead anywhere.
      reads: asked.follow ? 'everything' : [`file:${asked.path}`],
      parse: ({ stdout }) => stateOf(stdout, asked),
    }),
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});

/** A directory that may not be entered hides whether something is there. */
function lookScript({ path, follow, getChecksum, checksumAlgorithm }: Asked): Shell {
  const isThere = follow ? sh`[ -e "$p" ]` : sh`[ -e "$p" ] || [ -L "$p" ]`;
  const sum = getChecksum
    ? sh`[ ! -f "$p" ] || { [ -r "$p" ] && ${`${checksumAlgorithm}sum`} <"$p"; } || echo unreadable`
    : sh`:`;
  return sh`p=${path}
if ! { ${isThere}; }; then d=$p
while d=$${sh`{d%/*}`}; [ -n "$d" ] && [ ! -e "$d" ]; do :; done
if [ -d "$d" ] && [ ! -x "$d" ]; then printf 'denied\n%s' "$d"; else echo absent; fi; exit 0; fi
echo there; stat ${follow ? ['-L'] : []} -c ${statFormat} -- "$p" || exit
w=; [ ! -r "$p" ] || w=r; [ ! -w "$p" ] || w=$w''w; [ ! -x "$p" ] || w=$w''x; echo "$w"
if [ -L "$p" ] && ${follow ? sh`false` : sh`true`}; then echo; readlink -- "$p"; else ${sum}; fi`;
}

function stateOf(stdout: string, { path, getChecksum }: Asked): StatState {
  const [is, line = '', may = '', sum = '', ...rest] = stdout.split('\n');
  if (is === 'denied') {
    throw new RefusedError(
      `${path} cannot be looked at: ${stdout.slice('denied\n'.length)} may not be entered`,
      {
        hint: 'Set become to a user who may.',
      },
    );
  }
  if (is !== 'there') return { exists: false, is: 'absent' };
  if (sum === 'unreadable') {
    throw new RefusedError(`${path} cannot be read for its digest`, {
      hint: 'Set become to a user who may read it, or leave getChecksum out.',
    });
  }
  const entry = parseStat(line);
  return {
    exists: true,
    ...entry,
    target: entry.is === 'link' ? rest.join('\n').replace(/\n$/, '') : undefined,
    readable: may.includes('r'),
    writable: may.includes('w'),
    executable: may.includes('x'),
    checksum: getChecksum && entry.is === 'file' ? sum.split(' ')[0] : undefined,
  };
}
