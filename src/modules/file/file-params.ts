import { z } from 'zod';
import { absolutePath, fileMode, permissions } from '../shared/params.ts';

const wrongTime =
  "must be 'preserve', 'now' or a time of ISO 8601 in whole seconds, such as '2026-01-31T12:00:00Z'";

/** Of the years that a host's `touch` has four digits for. */
const time = z
  .union([
    z.literal(['preserve', 'now']),
    z.iso.datetime({ offset: true, precision: 0, error: wrongTime }).refine((text) => {
      const year = new Date(text).getUTCFullYear();
      return year >= 0 && year <= 9999;
    }, wrongTime),
  ])
  .default('preserve');

/** What the module takes. */
export const fileParams = z
  .strictObject({
    path: absolutePath,
    state: z.enum(['file', 'directory', 'touch', 'link', 'hard', 'absent']).default('file').meta({
      description:
        'What should be there. `file`: created empty if absent. `directory`: with its parents. `touch`: whatever it is, an empty file if absent. `hard`: a further name of the file `target`.',
    }),
    target: z.string().min(1).optional().meta({
      description: 'With state `link`: where the link points. With `hard`: the absolute path of the file.',
    }),
    force: z.boolean().default(false).meta({
      description: 'Replace what is there if it is of another kind or, for `hard`, another file.',
    }),
    ...permissions,
    modificationTime: time.meta({
      description:
        "When its content was last changed, whatever the state: `preserve` leaves it, `now` is the last minute of the host's clock, or a time of ISO 8601 in whole seconds, such as '2026-01-31T12:00:00Z' or '2026-01-31T12:00:00+01:00'.",
    }),
    accessTime: time.meta({ description: 'When it was last read, in the same form.' }),
    recurse: z.boolean().default(false).meta({
      description:
        'With state `directory`: owner, group and mode are those of all below it as well. Links are not followed.',
    }),
    fileMode: fileMode.optional().meta({
      description: 'With `recurse`: the mode of files, where `mode` is that of directories only.',
    }),
  })
  .refine(({ state, recurse }) => !recurse || state === 'directory', 'recurse needs the state directory')
  .refine(({ fileMode: mode, recurse }) => mode === undefined || recurse, 'fileMode needs recurse')
  .refine(
    ({ state, target }) => state !== 'hard' || target === undefined || target.startsWith('/'),
    'target: a hard link needs an absolute path',
  );

export type DesiredPath = z.output<typeof fileParams>;
