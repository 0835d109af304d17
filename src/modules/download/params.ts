import { z } from 'zod';
import { absolutePath, permissions } from '../shared/params.ts';
import { origin } from './origin.ts';

const origins = z.array(origin).min(1);

const fingerprint = z
  .string()
  .transform((text) => text.replaceAll(' ', '').toUpperCase())
  .pipe(z.string().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/, 'is not the whole fingerprint of a key'));

/** The parameters of `download`. */
export const downloadParams = z
  .strictObject({
    path: absolutePath.meta({ description: 'Where the file should be on the host.' }),
    sha256: z
      .string()
      .regex(/^[0-9A-Fa-f]{64}$/, 'must be 64 hexadecimal digits')
      .transform((text) => text.toLowerCase())
      .optional()
      .meta({ description: 'The digest that the file must have. Required without a signature.' }),
    ...permissions,
    origins: origins.meta({ description: 'Tried in turn until one gives a file that passes all checks.' }),
    signature: z
      .strictObject({
        origins: origins.meta({ description: 'Where the detached OpenPGP signature comes from.' }),
        keys: z
          .strictObject({ origins })
          .meta({ description: 'Public keys, from anywhere: only those whose fingerprint is listed count.' }),
        fingerprints: z
          .array(fingerprint)
          .min(1)
          .meta({ description: 'Fingerprints of the primary keys that are trusted to sign this file.' }),
      })
      .optional(),
    work: absolutePath.optional().meta({
      description:
        'A directory on the host for signatures, keys and package lists. Default: beside the file.',
    }),
    timeoutMs: z
      .int()
      .positive()
      .default(15 * 60_000)
      .meta({ description: 'For each origin.' }),
  })
  .refine(({ sha256, signature }) => sha256 !== undefined || signature !== undefined, {
    message: 'give sha256 or signature: a file that nothing vouches for is not downloaded',
  });
