import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';
import { absolutePath } from '../shared/params.ts';

const field = z
  .string()
  .min(1)
  .regex(/^[^\0]+$/, 'cannot stand in fstab');

/** The parameters of `mount`. */
export const mountParams = z
  .strictObject({
    path: directoryParam.meta({ description: 'Where it is mounted. Made when it is not there.' }),
    src: field.optional().meta({
      description:
        'What is mounted: a device, `UUID=…`, `LABEL=…`, `server:/export`, a directory to bind, or `tmpfs`.',
    }),
    fstype: z
      .string()
      .regex(/^[A-Za-z0-9_.,-]+$/, 'must be the name of a file system, such as ext4')
      .optional()
      .meta({ description: 'The file system: `ext4`, `nfs`, `tmpfs`; with the option bind `none`.' }),
    opts: z
      .string()
      .regex(/^[^\s\0]+$/, 'must be options with commas between, without spaces')
      .default('defaults')
      .meta({ description: 'Options with commas between, as fstab(5) has them.' }),
    dump: z.number().int().min(0).default(0).meta({ description: 'The fifth field of fstab(5).' }),
    passno: z.number().int().min(0).max(9).default(0).meta({
      description: 'The sixth field of fstab(5): when it is checked at the start; 0 for never.',
    }),
    state: z.enum(['mounted', 'present', 'unmounted', 'absent']).default('mounted').meta({
      description:
        '`mounted`: now, and by fstab. `present`: by fstab only. `unmounted`: not now. `absent`: neither.',
    }),
    fstab: absolutePath
      .default('/etc/fstab')
      .meta({ description: 'The file that says what is mounted when the host starts.' }),
  })
  .refine(({ state, src }) => state === 'unmounted' || state === 'absent' || src !== undefined, {
    path: ['src'],
    error: 'is needed: what is mounted?',
  })
  .refine(({ state, fstype }) => state === 'unmounted' || state === 'absent' || fstype !== undefined, {
    path: ['fstype'],
    error: 'is needed: which file system is it?',
  });

export type MountParams = z.output<typeof mountParams>;
