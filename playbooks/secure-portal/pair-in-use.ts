import { commandOf, defineModule, query, RefusedError, type Shell, sh } from 'drover';
import { z } from 'zod';

interface PairState {
  /** Digests of both files of a pair, with owner and mode of the key; undefined where one is missing. */
  readonly issued: string | undefined;
  readonly used: string | undefined;
  /** Where the link leads. */
  readonly to: string;
  /** In check mode: something before would issue another pair. */
  readonly coming: boolean;
}

const params = z.strictObject({
  certificate: z.string(),
  key: z.string(),
  link: z.string().meta({ description: 'Leads to the directory with certificate.pem and key.pem.' }),
  test: z.custom<Shell>().meta({ description: 'Tries the issued pair out with the configuration.' }),
});

/**
 * The server reads a pair that was tried out: a copy in a directory of its own, to which a link leads. The link changes
 * in one step, so that no restart, reload or power cut finds the certificate of one pair and the key of another.
 */
export const pairInUse = defineModule({
  name: 'pairInUse',
  summary: 'The certificate and key that a server reads are the issued ones, and were tried out together.',
  params,
  desired: (given) => given,
  inspect: ({ certificate, key, link }) =>
    query<PairState>(
      sh`digest() { [ -r "$1" ] && [ -r "$2" ] && { cat -- "$1" "$2"; stat -c '%u:%g:%a' -- "$2"; } | sha256sum | cut -d ' ' -f 1; }
echo "$(digest ${certificate} ${key})"; echo "$(digest ${`${link}/certificate.pem`} ${`${link}/key.pem`})"; readlink -- ${link} || :`,
      {
        reads: [certificate, key, link].map((path) => `file:${path}` as const),
        parse: ({ stdout }) => {
          const [issued = '', used = '', to = ''] = stdout.split('\n');
          return { issued: issued || undefined, used: used || undefined, to, coming: false };
        },
        afterTouch: (state) => ({ ...state, coming: true }),
      },
    ),
  plan: ({ issued, used, coming }, { certificate, key }): readonly { readonly is: 'use' }[] => {
    if (coming) return [{ is: 'use' }];
    if (issued === undefined) {
      throw new RefusedError(`${certificate} or ${key} cannot be read`, {
        hint: 'Run the stage certificate before.',
      });
    }
    return issued === used ? [] : [{ is: 'use' }];
  },
  describe: (_, { certificate, link }) => ({
    summary: `${link} leads to a copy of ${certificate} and its key`,
  }),
  apply: (_, desired, { to }) =>
    commandOf(useScript(desired, to), { touches: [`file:${desired.link}`], timeoutMs: 120_000 }),
  undo: (_, { link }, { to }) =>
    commandOf(to === '' ? sh`rm -f -- ${link}` : leadTo(link, sh`${to}`), { touches: [`file:${link}`] }),
});

function useScript({ certificate, key, link, test }: z.output<typeof params>, before: string): Shell {
  return sh`[ "$(openssl x509 -in ${certificate} -noout -pubkey)" = "$(openssl pkey -in ${key} -pubout)" ] || {
  echo "the key is not that of the certificate; nothing was changed" >&2; exit 1; }
${test} || exit
new=$(mktemp -d ${`${link}.XXXXXXXX`}) && chmod 0755 "$new" && cp -p -- ${certificate} "$new/certificate.pem" && cp -p -- ${key} "$new/key.pem" || exit
sync "$new/certificate.pem" "$new/key.pem" 2>/dev/null
${leadTo(link, sh`"$(basename -- "$new")"`)} || exit
for old in ${link}.????????; do
  case $old in "$new" | */${before}) ;; *) [ ! -f "$old/key.pem" ] || rm -rf -- "$old" ;; esac
done`;
}

function leadTo(link: string, target: Shell): Shell {
  return sh`rm -f -- ${`${link}.next`} && ln -s -- ${target} ${`${link}.next`} && mv -f -T -- ${`${link}.next`} ${link}`;
}
