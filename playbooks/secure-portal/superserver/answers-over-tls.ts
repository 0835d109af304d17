import { type Command, commandOf, defineModule, RefusedError, sh } from 'drover';
import { z } from 'zod';
import { findInstance } from '../instances/find-instance.ts';
import { type Handshake, handshake } from './handshake.ts';
import { instanceParam } from './instance-param.ts';

const params = z.strictObject({
  instance: instanceParam,
  address: z.string().default('127.0.0.1').meta({ description: 'Where it is dialled, from its own host.' }),
  port: z.int().meta({ description: 'The port of the SuperServer.' }),
  caFile: z.string().startsWith('/').meta({ description: 'The CA on the host that vouches for it.' }),
  restart: z.boolean().default(false).meta({
    description:
      'Restart the instance when it does not: all its users are thrown out. Whether it ever needs that is not documented.',
  }),
});

/** A SuperServer answers over TLS on its own host, with a certificate that leads to the CA; after a restart if it has to be. */
export const answersOverTls = defineModule({
  name: 'answersOverTls',
  summary: 'A SuperServer answers over TLS with a certificate that leads to the CA.',
  params,
  desired: (given) => given,
  inspect: (desired) => handshake(desired),
  plan: (current: Handshake, { restart, port }): readonly 'restart'[] => {
    if (current.is !== 'failed') return [];
    if (restart) return ['restart'];
    throw new RefusedError(`The SuperServer on port ${port} does not answer over TLS: ${current.why}`, {
      hint: 'Look at its SSL configuration, and whether the instance may read certificate and key. If all is well, it may need a restart to take them: set superserver_restart to true.',
    });
  },
  describe: () => ({
    summary: 'the instance is restarted, since its SuperServer has not taken its settings',
  }),
  apply: (_, { instance }) => restarting(instance),
  // What a restart has ended nothing brings back, and the instance runs: there is nothing to take back.
  undo: () => commandOf(sh`:`, { touches: [] }),
});

/** Restarts an instance: all its users are thrown out. */
export function restarting(instance: z.output<typeof instanceParam>): Command {
  return commandOf(
    sh`${findInstance(instance)}
[ -n "$name" ] || { echo "no instance is in $dir: compare $control qlist" >&2; exit 1; }
"$control" stop "$name" quietly </dev/null && "$control" start "$name" quietly </dev/null`,
    { touches: 'everything', timeoutMs: 15 * 60_000 },
  );
}
