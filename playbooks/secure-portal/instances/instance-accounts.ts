import { defineModule, query, sh } from 'drover';
import { z } from 'zod';
import { parameterReader } from './parameter-reader.ts';

/** Who an instance runs as; undefined where its parameters.isc does not say, or names several. */
export interface InstanceAccounts {
  readonly user: string | undefined;
  readonly group: string | undefined;
}

const params = z.strictObject({
  product: z.enum(['cache', 'iris']).meta({ description: 'Which product it is.' }),
  directory: z.string().startsWith('/').meta({ description: 'Where the instance is installed.' }),
});

/** Looks who an instance runs as, in what its installer noted. */
export const instanceAccounts = defineModule({
  name: 'instanceAccounts',
  summary: 'Nothing: it tells later tasks which user and group an instance runs as.',
  params,
  verifies: true,
  desired: (given) => given,
  inspect: ({ product, directory }) => {
    // An instance that was converted may still be described in the words of its first product.
    const prefixes = product === 'iris' ? ['iris', 'cache'] : ['cache', 'iris'];
    return query<InstanceAccounts>(
      sh`dir=${directory}
${parameterReader}
for name in user group; do
  value=
  for prefix in ${prefixes}; do [ -n "$value" ] || value=$(parameter "$prefix"_"$name"); done
  printf '%s\n' "$value"
done`,
      {
        reads: [`file:${directory}/parameters.isc`],
        parse: ({ stdout }) => {
          const [user = '', group = ''] = stdout.split('\n');
          return { user: user || undefined, group: group || undefined };
        },
      },
    );
  },
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});
