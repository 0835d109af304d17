import { z } from 'zod';
import { absolutePath } from '../shared/params.ts';

const word = z.string().regex(/^[^\s\0]+$/, 'must be one word');

const address = word.regex(/^[a-z][a-z0-9+.-]*:(?!\/\/[^/]*@)/, {
  error: ({ input }) =>
    String(input).includes('@')
      ? 'must not hold a password: put it into auth.conf(5) or the settings of the package manager'
      : 'must be an address, such as https://packages.example.org/debian',
});

const options = z
  .record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'is not the name of an option'),
    z.string().regex(/^[^\n\0]+$/, 'must be one line'),
  )
  .default({})
  .meta({ description: 'More fields of the file, as they are called there.' });

const enabled = z.boolean().default(true).meta({ description: 'Whether packages are taken from it.' });

const apt = z.strictObject({
  is: z.literal('apt'),
  types: z
    .array(z.enum(['deb', 'deb-src']))
    .min(1)
    .default(['deb'])
    .meta({ description: 'Packages, their sources, or both.' }),
  uris: z.array(address).default([]).meta({ description: 'Where it is.' }),
  suites: z
    .array(word)
    .default([])
    .meta({ description: 'Such as `bookworm`; a path that ends in a slash needs no components.' }),
  components: z.array(word).default([]).meta({ description: 'Such as `main`.' }),
  architectures: z.array(word).default([]).meta({ description: 'Default: those of the host.' }),
  trusted: z
    .boolean()
    .default(false)
    .meta({ description: 'Take it without a signature, such as a directory of your own.' }),
  enabled,
  options,
});

const rpm = {
  description: z
    .string()
    .regex(/^[^\n\0]+$/, 'must be one line')
    .optional()
    .meta({ description: 'What lists call it. Default: its name.' }),
  baseurl: z.array(address).default([]).meta({ description: 'Where it is.' }),
  mirrorlist: address.optional().meta({ description: 'Or a list of where it is.' }),
  gpgcheck: z.boolean().default(true).meta({ description: 'Whether packages must be signed.' }),
  repoGpgcheck: z.boolean().default(false).meta({ description: 'Whether its lists must be signed.' }),
  enabled,
  options,
};

const dnf = z.strictObject({
  is: z.literal('dnf'),
  metalink: address.optional().meta({ description: 'Or a list of where it is, with digests.' }),
  ...rpm,
});

const zypper = z.strictObject({
  is: z.literal('zypper'),
  autorefresh: z.boolean().default(true).meta({ description: 'Refresh its lists when they are old.' }),
  ...rpm,
});

/** The parameters of `repository`. */
export const repositoryParams = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be letters, digits, dots, - and _')
      .meta({ description: 'What its files are called, and by rpm the repository itself.' }),
    source: z
      .discriminatedUnion('is', [apt, dnf, zypper])
      .meta({ description: 'Where it is, in the words of the package manager.' }),
    key: z
      .union([z.strictObject({ text: z.string().min(1) }), z.strictObject({ src: z.string().min(1) })])
      .optional()
      .meta({
        description:
          'The public key that signs it: armoured text, or a file of the controller, which may be binary for apt. It counts for this repository only.',
      }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether the host knows it; with absent, `source` only says by which manager.' }),
    refresh: z.boolean().default(true).meta({
      description:
        'Get its lists when it is new or has changed, and take them away with it. dnf does that by itself.',
    }),
    directory: absolutePath.optional().meta({
      description:
        'Where its file is. Default: /etc/apt/sources.list.d, /etc/yum.repos.d or /etc/zypp/repos.d.',
    }),
    keyDirectory: absolutePath
      .optional()
      .meta({ description: 'Where its key is. Default: /etc/apt/keyrings or /etc/pki/rpm-gpg.' }),
    lockTimeoutMs: z
      .int()
      .nonnegative()
      .default(120_000)
      .meta({ description: 'How long to wait while another program gets lists.' }),
  })
  .refine(({ state, source }) => state === 'absent' || placesOf(source) === 1, {
    path: ['source'],
    error: 'must say where it is: uris and suites, or one of baseurl, mirrorlist and metalink',
  })
  .refine(
    ({ state, source }) =>
      state === 'absent' || source.is !== 'apt' || isFlat(source.suites) === (source.components.length === 0),
    { path: ['source', 'components'], error: 'are needed, but not where the suites end in a slash' },
  );

export type RepositoryParams = z.output<typeof repositoryParams>;
export type AptSource = z.output<typeof apt>;
export type RpmSource = z.output<typeof dnf> | z.output<typeof zypper>;

function placesOf(source: AptSource | RpmSource): number {
  if (source.is === 'apt') return source.uris.length > 0 && source.suites.length > 0 ? 1 : 0;
  const lists = [source.mirrorlist, source.is === 'dnf' ? source.metalink : undefined];
  return lists.filter((one) => one !== undefined).length + (source.baseurl.length > 0 ? 1 : 0);
}

function isFlat(suites: readonly string[]): boolean {
  return suites.every((suite) => suite.endsWith('/'));
}
