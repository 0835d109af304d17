import { z } from 'zod';

/** The parameters of `trustedCa`. */
export const trustedCaParams = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be letters, digits, dots, hyphens and underscores')
      .meta({ description: 'What it is called in the store; the name of its file there.' }),
    certificate: z.string().min(1).optional().meta({
      description:
        'Of the CA: PEM, or the path of a PEM file on the controller. It may be left out with `absent`.',
    }),
    state: z.enum(['present', 'absent']).default('present').meta({
      description: 'Whether programs of the host trust it. What the distribution itself trusts stays.',
    }),
  })
  .refine(({ state, certificate }) => state === 'absent' || certificate !== undefined, {
    path: ['certificate'],
    error: 'must be given, unless state is absent',
  });
