import { z } from 'zod';
import { absolutePath } from '../shared/params.ts';

const pathStates: readonly (string | undefined)[] = ['present', 'absent', undefined];
const portStates: readonly (string | undefined)[] = ['open', 'closed', 'drained', undefined];

/** What is waited for: a port or a path. */
export const waitParams = z
  .strictObject({
    port: z.int().min(1).max(65_535).optional().meta({ description: 'A TCP port.' }),
    address: z
      .string()
      .regex(/^[A-Za-z0-9_:.][A-Za-z0-9_:.%-]*$/, 'must be a name or an IP address')
      .optional()
      .meta({
        description:
          "Whose port: a connection to it is opened from the host. Default: the host's own, seen without a connection.",
      }),
    path: absolutePath.optional().meta({ description: 'A path on the host.' }),
    contains: z.string().min(1).optional().meta({
      description: 'A line of the file must match this extended regular expression, as of grep -E.',
    }),
    state: z.enum(['open', 'closed', 'drained', 'present', 'absent']).optional().meta({
      description:
        'Of a port: open, closed, or drained of its connections. Of a path: present or absent. Default: open, present.',
    }),
    timeoutMs: z
      .int()
      .positive()
      .default(300_000)
      .meta({ description: 'How long to wait. Default: 5 minutes.' }),
  })
  .refine(({ port, path }) => (port === undefined) !== (path === undefined), 'give either port or path')
  .refine(({ port, state }) => (port === undefined ? pathStates : portStates).includes(state), {
    path: ['state'],
    message: 'of a port is open, closed or drained, and of a path present or absent',
  })
  .refine(
    ({ address, port, state }) => address === undefined || (port !== undefined && state !== 'drained'),
    {
      path: ['address'],
      message: 'is of a port that is open or closed',
    },
  )
  .refine(
    ({ contains, path, state }) => contains === undefined || (path !== undefined && state !== 'absent'),
    {
      path: ['contains'],
      message: 'is of a path that is present',
    },
  );

export type Awaited = z.output<typeof waitParams>;
