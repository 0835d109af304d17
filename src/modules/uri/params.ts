import { z } from 'zod';
import { Secret } from '../../core/secret.ts';
import { absolutePath } from '../shared/params.ts';

const text = z.union([z.string(), z.instanceof(Secret)]);
const field = z.union([z.string(), z.number(), z.boolean(), z.instanceof(Secret)]);
const status = z.int().min(100).max(599);

/** Methods that by the standard change nothing. */
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** What `uri` takes. */
export const uriParams = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !/^https?:\/\/[^/]*@/.test(url), {
        message: 'holds a name or password: use urlUsername and urlPassword',
      })
      .meta({ description: 'What is asked for.' }),
    method: z
      .string()
      .regex(/^[A-Z]{1,20}$/, 'must be a method in capital letters, such as POST')
      .default('GET')
      .meta({
        description: 'GET, HEAD and OPTIONS only look, also in a check. Any other counts as a change.',
      }),
    from: z
      .enum(['host', 'controller'])
      .default('host')
      .meta({ description: 'Who asks: the host by its curl or wget, or the controller.' }),
    headers: z
      .record(z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'is no name of a header'), text)
      .default({})
      .meta({ description: 'Headers to send.' }),
    body: z.unknown().optional().meta({ description: 'What to send: a text, or what bodyFormat takes.' }),
    bodyFormat: z.enum(['raw', 'json', 'form-urlencoded']).default('raw').meta({
      description: 'How the body is written: as it is, as JSON, or as the fields of a form.',
    }),
    urlUsername: z
      .string()
      .regex(/^[^:\p{Cc}]+$/u, 'must be a name without a colon')
      .optional()
      .meta({ description: 'Who asks, by basic authentication.' }),
    urlPassword: z.instanceof(Secret).optional().meta({ description: 'The password of who asks.' }),
    statusCode: z
      .union([status, z.array(status).min(1)])
      .default(200)
      .transform((given) => [given].flat())
      .meta({ description: 'The status that is right, or several.' }),
    returnContent: z
      .boolean()
      .default(false)
      .meta({ description: 'Keep the first MiB of the answer as `content`.' }),
    dest: absolutePath
      .optional()
      .meta({ description: 'The file on the host that holds the answer. For large files: download.' }),
    creates: absolutePath.optional().meta({ description: 'Nothing is asked when this path is there.' }),
    removes: absolutePath.optional().meta({ description: 'Nothing is asked when this path is not there.' }),
    followRedirects: z.enum(['safe', 'all', 'none']).default('safe').meta({
      description: 'Whether redirects are followed; `safe`: for GET and HEAD only.',
    }),
    ca: z.string().min(1).optional().meta({
      description: 'CA to trust in place of the public ones: PEM, or the path of a file on the controller.',
    }),
    validateCerts: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether the server has to prove who it is.' }),
    timeoutMs: z.int().positive().default(30_000).meta({ description: 'For the whole answer.' }),
  })
  .refine(({ dest, from }) => dest === undefined || from === 'host', {
    path: ['dest'],
    message: 'is for what the host asks; what the controller fetches is for download',
  })
  .refine(({ urlUsername, urlPassword }) => (urlUsername === undefined) === (urlPassword === undefined), {
    path: ['urlPassword'],
    message: 'comes with urlUsername',
  })
  .refine(
    ({ body, bodyFormat }) => body === undefined || bodyFormat !== 'raw' || text.safeParse(body).success,
    {
      path: ['body'],
      message: 'must be a text, or bodyFormat json or form-urlencoded',
    },
  )
  .refine(
    ({ body, bodyFormat }) =>
      body === undefined ||
      bodyFormat !== 'form-urlencoded' ||
      z.record(z.string(), field).safeParse(body).success,
    { path: ['body'], message: 'must be the fields of a form by name' },
  )
  .transform((given) => ({ ...given, looks: safeMethods.includes(given.method) }));

export type UriParams = z.output<typeof uriParams>;
