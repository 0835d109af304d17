import { z } from 'zod';

/** Where a file may come from. */
export type Origin = z.output<typeof origin>;

const url = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).meta({ description: 'Fetched by the host, with curl or else wget.' }),
});

const apt = z.strictObject({
  apt: z
    .string()
    .regex(/^[a-z0-9][a-z0-9+.-]+$/, 'is not the name of a source package')
    .meta({ description: "A source package of the host's own distribution." }),
  file: z
    .string()
    .regex(/^[^/\s]+$/, 'is not the name of a file of a source package')
    .meta({ description: 'Which of its files; `*` and `?` stand for what may differ.' }),
  member: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'A file inside of it, where it is a tar archive.' }),
});

const controller = z.strictObject({
  controller: z.string().min(1).meta({
    description: 'A file on the controller, or a directory in which one of the right name is looked for.',
  }),
});

/** Where a file may come from: the network, the distribution's archive of sources, or the controller. */
export const origin = z.union([url, apt, controller]);
