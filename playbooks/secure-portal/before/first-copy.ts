import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import { commandOf, defineModule, query, type Resource, sh } from 'drover';
import { z } from 'zod';
import { recordOf } from './record-of.ts';

interface FirstCopyState {
  readonly isKept: boolean;
  /** SHA-256 of the file; undefined: it is not there. */
  readonly sha256: string | undefined;
}

const params = z.strictObject({
  path: z.string().startsWith('/').meta({ description: 'The file that is about to change.' }),
  directory: z.string().startsWith('/').meta({ description: 'Where it is kept, for root only.' }),
  becomes: z
    .union([z.strictObject({ content: z.string() }), z.strictObject({ src: z.string() })])
    .meta({ description: 'What it is about to hold: a text, or a file of the controller.' }),
});

/**
 * A file as it was before it is changed for the first time, or that it was not there, for the way back. What is kept once
 * is not kept again; a file that is about to stay as it is is not kept.
 */
export const firstCopy = defineModule({
  name: 'firstCopy',
  summary: 'A file as it was before its first change is kept.',
  params,
  desired: async ({ path, directory, becomes }, controller) => ({
    path,
    directory,
    sha256: createHash('sha256')
      .update(
        'content' in becomes ? becomes.content : await contentOf(resolve(controller.directory, becomes.src)),
      )
      .digest('hex'),
  }),
  inspect: ({ path, directory }) => {
    const { copy, absent } = recordOf(directory, path);
    return query<FirstCopyState>(
      sh`if [ -e ${copy} ] || [ -e ${absent} ]; then echo kept; else echo; fi; [ ! -f ${path} ] || sha256sum <${path} | cut -d ' ' -f 1`,
      {
        reads: [`file:${path}`, ...resourcesOf(directory, path)],
        parse: ({ stdout }) => {
          const [kept, digest = ''] = stdout.split('\n');
          return { isKept: kept === 'kept', sha256: digest || undefined };
        },
      },
    );
  },
  plan: ({ isKept, sha256 }, desired): readonly 'keep'[] =>
    isKept || sha256 === desired.sha256 ? [] : ['keep'],
  describe: (_, { path, directory }, { sha256 }) => ({
    summary: `${directory} keeps ${sha256 === undefined ? `that ${path} was not there` : `${path} as it was`}`,
  }),
  apply: (_, { path, directory }) => {
    const { copy, absent } = recordOf(directory, path);
    return commandOf(
      sh`umask 077; mkdir -p -- ${posix.dirname(directory)} && mkdir -p -m 0700 -- ${directory} || exit
if [ -e ${path} ]; then cp -pL -- ${path} ${`${copy}.new`} && mv -f -- ${`${copy}.new`} ${copy}; else : >${absent}; fi`,
      { touches: resourcesOf(directory, path) },
    );
  },
  undo: (_, { path, directory }) => {
    const { copy, absent } = recordOf(directory, path);
    return commandOf(sh`rm -f -- ${copy} ${absent} ${`${copy}.new`}`, {
      touches: resourcesOf(directory, path),
    });
  },
});

function resourcesOf(directory: string, path: string): readonly Resource[] {
  const { copy, absent } = recordOf(directory, path);
  return [`file:${copy}`, `file:${absent}`];
}

/** What is not there, is said where the file is put in its place. */
async function contentOf(path: string): Promise<Buffer | string> {
  return readFile(path).catch(() => '');
}
