import { z } from 'zod';
import { Secret } from '../../core/secret.ts';
import { absolutePath, accountName } from '../shared/params.ts';
import { plainText } from '../shared/plain-text.ts';

const field = (text: string) => !/[:\n]/.test(text);
const fieldRule = 'must hold no colon and no new line';
/** What crypt(3) makes: `$`, the method, `$` and the rest; or what no password matches. */
const cryptHash = /^(?:\*|\$[a-z0-9-]+\$[^\s:*!]+)$/i;

/** The number of a user or group. */
export const accountId = z.int().nonnegative().max(4_294_967_294);

const keyParams = {
  generateSshKey: z.boolean().default(false).meta({
    description: 'It has a key of SSH. One that is there stays as it is, whatever its type.',
  }),
  sshKeyType: z
    .enum(['ed25519', 'rsa', 'ecdsa', 'ed25519-sk', 'ecdsa-sk'])
    .optional()
    .meta({ description: 'The type of a new key. Default: ed25519.' }),
  sshKeyBits: z
    .int()
    .positive()
    .optional()
    .meta({ description: 'The length of a new key. Default: that of ssh-keygen.' }),
  sshKeyFile: z
    .string()
    .regex(/^[^\0\n]*[^\0\n/]$/, 'must be the path of a file')
    .optional()
    .meta({
      description:
        "Where the key is, absolute or in its home. Default: `.ssh/id_ed25519`, by the key's type.",
    }),
  sshKeyComment: z
    .string()
    .regex(/^[^\0\n]*$/, 'must be one line')
    .optional()
    .meta({ description: 'What a new key says of itself. Default: the user and the name of the host.' }),
};

/** The parameters of `user`. */
export const userParams = z
  .strictObject({
    name: accountName.meta({ description: 'The login name.' }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether there is such a user.' }),
    remove: z.boolean().default(false).meta({
      description: 'With state absent: its home and mail go, too. Default: they stay.',
    }),
    uid: accountId.optional().meta({ description: 'Its number. Default: the next that is free.' }),
    nonUnique: z
      .boolean()
      .default(false)
      .meta({ description: 'Its number may be one that another has, too.' }),
    group: accountName.optional().meta({ description: 'Its primary group. Default: one of its own name.' }),
    groups: z
      .array(accountName)
      .default([])
      .meta({ description: 'Groups that it is in besides; it stays in others, too.' }),
    exactGroups: z.boolean().default(false).meta({ description: 'It is in no group but `groups`.' }),
    home: absolutePath.refine(field, fieldRule).optional().meta({
      description:
        'Its home directory. For a user that is there, only the entry is changed, unless `moveHome` is set.',
    }),
    moveHome: z.boolean().default(false).meta({
      description: 'Where `home` is another than before, what is in it is moved there.',
    }),
    shell: absolutePath.refine(field, fieldRule).optional().meta({ description: 'Its login shell.' }),
    comment: z
      .string()
      .refine(field, fieldRule)
      .optional()
      .meta({ description: 'Its full name or purpose.' }),
    system: z.boolean().default(false).meta({
      description:
        'A new user gets a number from the range for services. Says nothing about one that is there.',
    }),
    createHome: z
      .boolean()
      .optional()
      .meta({ description: 'A new user gets a home directory. Default: true, for a system user false.' }),
    skeleton: absolutePath
      .optional()
      .meta({ description: 'The directory that a new home is a copy of. Default: that of the host.' }),
    umask: z
      .string()
      .regex(/^0?[0-7]{3}$/, "must be octal digits in a string, such as '0027'")
      .optional()
      .meta({
        description: "What nobody may do with a new home, such as '0027'. Default: that of the host.",
      }),
    password: z
      .union([z.string(), z.instanceof(Secret)])
      .refine(
        (given) => cryptHash.test(plainText(given)),
        'must be a hash, as `mkpasswd` or `openssl passwd -6` makes, or * for no password',
      )
      .optional()
      .meta({ description: 'The hash of its password, never shown. Another one lifts a lock.' }),
    updatePassword: z.enum(['always', 'on-create']).default('always').meta({
      description: 'Whether the password of a user that is there is changed, too.',
    }),
    passwordLock: z
      .boolean()
      .optional()
      .meta({ description: 'Whether its password is locked. Default: as it is.' }),
    expires: z
      .union([z.literal('never'), z.iso.date().refine((day) => day > '1970-01-01', 'is too long ago')])
      .optional()
      .meta({ description: "The day from which nobody can log in by it, such as '2030-01-31', or 'never'." }),
    ...keyParams,
  })
  .refine(({ remove, state }) => !remove || state === 'absent', {
    path: ['remove'],
    error: 'has a meaning with state absent only',
  })
  .refine(({ nonUnique, uid }) => !nonUnique || uid !== undefined, {
    path: ['nonUnique'],
    error: 'needs a uid',
  })
  .refine(({ moveHome, home }) => !moveHome || home !== undefined, {
    path: ['moveHome'],
    error: 'needs a home',
  })
  .refine(({ generateSshKey, ...key }) => generateSshKey || keyWords(key).length === 0, {
    path: ['generateSshKey'],
    error: 'must be true where something is said of the key',
  })
  .meta({ description: 'A user account.' });

export type UserParams = z.output<typeof userParams>;

function keyWords({
  sshKeyType,
  sshKeyBits,
  sshKeyFile,
  sshKeyComment,
}: Omit<z.output<z.ZodObject<typeof keyParams>>, 'generateSshKey'>): readonly unknown[] {
  return [sshKeyType, sshKeyBits, sshKeyFile, sshKeyComment].filter((one) => one !== undefined);
}
