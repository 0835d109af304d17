import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';
import { absolutePath, permissions } from '../shared/params.ts';

const patterns = z
  .array(
    z
      .string()
      .min(1)
      .refine((name) => !name.includes('\0') && name.isWellFormed(), 'is no name of a file'),
  )
  .default([]);

/** What `unarchive` takes. */
export const unarchiveParams = z
  .strictObject({
    src: z.string().min(1).meta({
      description:
        'The archive: tar, tar.gz, tar.bz2, tar.xz, tar.zst or zip. An absolute path on the host, or a path on the controller, relative to the directory of the playbook.',
    }),
    from: z.enum(['host', 'controller']).default('host').meta({
      description:
        'Where the archive is. From the controller it is sent only when the host does not hold it unpacked already.',
    }),
    path: directoryParam.meta({ description: 'The directory that holds exactly what the archive holds.' }),
    strip: z
      .int()
      .min(0)
      .max(9)
      .default(0)
      .meta({ description: 'How many leading directories to leave out.' }),
    include: patterns.meta({
      description:
        'Only these are unpacked: paths in the archive, or patterns, as GNU tar has them with `--wildcards`, or unzip. Each has to be in the archive. Default: all.',
    }),
    exclude: patterns.meta({
      description:
        'These are not: paths in the archive, or patterns, as `--exclude` of GNU tar or `-x` of unzip has them.',
    }),
    keepOwner: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether files keep the owner that the archive names; else they are ours.' }),
    mode: permissions.mode.meta({
      description:
        "Of all that is unpacked, directories too, so best in letters, such as 'u=rwX,go=rX'. The directory itself gets it when it is made. Default: as in the archive.",
    }),
    owner: permissions.owner.meta({
      description: 'Of all that is unpacked, and of the directory itself when it is made: a name or number.',
    }),
    group: permissions.group.meta({
      description: 'Of all that is unpacked, and of the directory itself when it is made: a name or number.',
    }),
    creates: absolutePath.optional().meta({
      description: 'Nothing is unpacked where this is there already, whatever the archive holds.',
    }),
    force: z
      .boolean()
      .default(false)
      .meta({ description: 'Replace a directory that was not unpacked by this module.' }),
  })
  .refine(({ from, src }) => from === 'controller' || absolutePath.safeParse(src).success, {
    path: ['src'],
    message: "must be an absolute path on the host, or set from to 'controller'",
  });

export type UnarchiveParams = z.output<typeof unarchiveParams>;
