import { all, defineModule, dialogue, query, RefusedError, sh } from 'drover';
import { z } from 'zod';
import { restarting } from './answers-over-tls.ts';
import { type Handshake, handshake } from './handshake.ts';
import { instanceParam } from './instance-param.ts';
import { literal, tell, tellFailure } from './object-script.ts';
import { runSession } from './session.ts';

interface ShownState {
  /** SHA-256 of the certificate on the host; empty: it cannot be read. */
  readonly issued: string;
  readonly shown: Handshake;
}

const params = z.strictObject({
  instance: instanceParam,
  address: z.string().default('127.0.0.1').meta({ description: 'Where it is dialled, from its own host.' }),
  port: z.int().meta({ description: 'The port of the SuperServer.' }),
  caFile: z.string().startsWith('/').meta({ description: 'The CA on the host that vouches for it.' }),
  certificate: z.string().startsWith('/').meta({ description: 'The certificate that it should show.' }),
  name: z.string().default('%SuperServer').meta({ description: 'Its SSL configuration.' }),
  restart: z.boolean().default(false).meta({
    description: 'Restart the instance where it is not enough to activate the configuration.',
  }),
});

type Desired = z.output<typeof params>;

/**
 * A SuperServer shows the certificate that lies on its host. After a renewal its SSL configuration is activated again, which
 * is documented for new connections of programs; whether the SuperServer then reads the file anew is not, so it is looked at.
 */
export const certificateShown = defineModule({
  name: 'certificateShown',
  summary: 'A SuperServer shows the certificate that lies on its host.',
  params,
  desired: (given) => given,
  inspect: (desired) =>
    all<ShownState & Record<string, unknown>>({
      issued: query(
        sh`openssl x509 -in ${desired.certificate} -noout -fingerprint -sha256 2>/dev/null || :`,
        {
          reads: [`file:${desired.certificate}`],
          parse: ({ stdout }) => stdout.trim().replace(/^.*=/, ''),
        },
      ),
      shown: handshake(desired),
    }),
  plan: ({ issued, shown }, { certificate }): readonly 'activate'[] => {
    // In a check something before would change, the certificate too.
    if (shown.is === 'unknown') return [];
    if (issued === '') {
      throw new RefusedError(`The certificate ${certificate} cannot be read`, {
        hint: 'Run the stage superserver before.',
      });
    }
    return isShown(issued, shown) ? [] : ['activate'];
  },
  describe: (_, { name, restart }) => ({
    summary: `${name} activated again${restart ? ', and the instance restarted if that is not enough' : ''}`,
  }),
  apply: (_, desired, { issued }) =>
    dialogue('everything', async (host) => {
      await host.run(activating(desired));
      if (isShown(issued, await host.ask(handshake(desired)))) return;
      if (desired.restart) {
        await host.run(restarting(desired.instance));
        return;
      }
      throw new RefusedError(
        `The SuperServer on port ${desired.port} does not show ${desired.certificate}, although its configuration was activated again`,
        {
          hint: 'Restart the instance when its users can do without it; or set superserver_restart to true, and run again.',
        },
      );
    }),
});

function isShown(issued: string, shown: Handshake): boolean {
  return shown.is === 'verified' && shown.fingerprint === issued;
}

function activating({ instance, name }: Desired) {
  return runSession(instance, [
    `set sc=0 if ##class(Security.SSLConfigs).Exists(${literal(name)},.object,.sc) set sc=object.Activate()`,
    tellFailure,
    `if sc ${tell('done', '1')}`,
  ]);
}
