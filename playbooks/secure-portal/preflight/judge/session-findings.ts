import { DroverError, type GateFinding } from 'drover';
import { serverLevel } from '../../superserver/server-level.ts';
import type { PortalState } from '../portal-preflight.ts';
import { finding } from './finding.ts';

const generations = { system: 'one level of TLS for all', servers: 'a level of TLS of its own' } as const;

/** Whether sessions of a running instance say what the stage superserver needs to know. */
export function sessionFindings({
  session,
  gateway,
  instances: { own },
}: PortalState): readonly GateFinding[] {
  // Of an instance that is down enough is said.
  if (session === undefined || own === undefined || !/^running\b/.test(own.status)) return [];
  try {
    const { generation, level } = serverLevel(session);
    return [
      ...(level === 2 ? cutOff(gateway) : []),
      finding('notes', 'superserver', `SuperServer: ${generations[generation]}, now ${level}`),
    ];
  } catch (error) {
    if (!(error instanceof DroverError)) throw error;
    return [finding('stops', 'superserver', error.message, error.hint)];
  }
}

/** An upgrade writes the profile of its instance anew, without TLS: then the portal does not answer at all. */
function cutOff(gateway: PortalState['gateway']): readonly GateFinding[] {
  const plain = gateway?.is === 'file' ? gateway.servers.filter(({ tls }) => !tls) : [];
  const [server] = plain;
  if (server === undefined) return [];
  return [
    finding(
      'stops',
      'superserver',
      `The SuperServer requires TLS, and the gateway reaches ${server.name} without it`,
      'An upgrade may have written CSP.ini anew: run with --tags gateway first.',
    ),
  ];
}
