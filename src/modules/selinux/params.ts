import { z } from 'zod';
import { absolutePath } from '../shared/params.ts';

const word = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'must be a name of the policy');

const fileTypes = ['a', 'f', 'd', 'c', 'b', 's', 'l', 'p'] as const;

/** What `selinux` takes. */
export const selinuxParams = z
  .strictObject({
    boolean: word.optional().meta({ description: 'A boolean of the policy: `httpd_can_network_connect`.' }),
    value: z
      .boolean()
      .optional()
      .meta({ description: 'Whether the boolean is on, now and after the next start.' }),
    target: z
      .string()
      .regex(/^\/[^\s]*$/, 'must be a path or an expression such as /srv/site(/.*)?, without blanks')
      .optional()
      .meta({
        description: 'Which files have a context, as `semanage fcontext` takes it: `/srv/site(/.*)?`.',
      }),
    ftype: z.enum(fileTypes).default('a').meta({
      description: 'Which kind of files: all, files, directories, c, b, sockets, links or pipes.',
    }),
    restore: absolutePath.optional().meta({
      description: 'What gets the context that it should have at once, with all below (restorecon).',
    }),
    port: z
      .union([z.int().min(1).max(65_535), z.string().regex(/^\d{1,5}-\d{1,5}$/, 'must be a port or a range')])
      .optional()
      .meta({ description: "A port, or a range: `'8000-8010'`." }),
    protocol: z.enum(['tcp', 'udp']).default('tcp').meta({ description: 'Of the port.' }),
    setype: word.optional().meta({ description: 'The type of the files or the port: `http_port_t`.' }),
    state: z.enum(['present', 'absent']).default('present').meta({
      description: 'Of a context or port; what the policy itself brings cannot be absent.',
    }),
    mode: z.enum(['enforcing', 'permissive', 'disabled']).optional().meta({
      description: 'How SELinux is, now as far as that is possible, and after the next start.',
    }),
    policy: word.optional().meta({ description: 'The policy after the next start: `targeted`, `default`.' }),
    ignoreSelinuxState: z.boolean().default(false).meta({
      description: 'Change the policy also where SELinux is switched off, for when it is on again.',
    }),
  })
  .refine(
    ({ boolean, target, port, mode, policy }) =>
      [boolean, target, port, mode ?? policy].filter((given) => given !== undefined).length === 1,
    { message: 'give one of boolean, target, port, and mode with or without policy' },
  )
  .refine(({ boolean, value }) => (boolean === undefined) === (value === undefined), {
    path: ['value'],
    message: 'is needed for a boolean, and for nothing else',
  })
  .refine(
    ({ target, port, setype, state }) =>
      target === undefined && port === undefined
        ? setype === undefined
        : state === 'absent' || setype !== undefined,
    { path: ['setype'], message: 'is needed for files and ports, and for nothing else' },
  )
  .refine(({ target, restore }) => restore === undefined || target !== undefined, {
    path: ['restore'],
    message: 'goes with target',
  })
  .refine(
    ({ boolean, mode, policy, state }) => state === 'present' || (boolean ?? mode ?? policy) === undefined,
    {
      path: ['state'],
      message: 'is of files and ports',
    },
  );

export type SelinuxParams = z.output<typeof selinuxParams>;
