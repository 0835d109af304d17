import { z } from 'zod';
import { lineParam } from '../shared/line-param.ts';

/** Where a file may come from. */
export type Origin = z.output<typeof origin>;
export type UrlOrigin = z.output<typeof url>;

const url = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .meta({ description: 'Fetched by the host, with curl or else wget, or by the controller.' }),
  from: z.enum(['host', 'controller']).default('host').meta({
    description:
      'Who fetches it. What the controller fetches, once for all hosts, is kept for a month in its `~/.cache/drover/downloads` and reaches a host through its connection: for hosts that cannot reach the URL. A digest is then checked before anything is sent.',
  }),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/, 'is not the name of a header'), lineParam)
    .optional()
    .meta({
      description:
        'Sent along, also where the server redirects to: tokens as a Secret. No user of the host sees them; the wget of busybox cannot do that.',
    }),
  proxy: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'By which the URL is reached. Default: as the environment of who fetches it says.',
    }),
  ca: z.string().min(1).optional().meta({
    description: 'CA to trust in place of the public ones: PEM, or the path of a file on the controller.',
  }),
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
