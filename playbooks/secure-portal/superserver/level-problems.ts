import type { GatewayUse } from './gateway-use.ts';
import type { Handshake } from './handshake.ts';

/** 0: no TLS; 1: TLS is accepted; 2: TLS is required. */
export type Level = 0 | 1 | 2;

/** What decides which levels are safe. */
export interface Surroundings {
  readonly gateway: GatewayUse;
  readonly handshake: Handshake;
}

/**
 * Clients that would be cut off, each with the reason: by level 2 those that have not answered over TLS by this
 * certificate; by level 0, for which there is no certificate, those that ask for TLS.
 */
export type MissingClients = (fingerprint?: string) => readonly string[];

/**
 * Why a level must not be set now; nothing: it may. Level 2 cuts off whoever does not speak TLS yet, the portal first;
 * level 0 whoever speaks it already.
 */
export function levelProblems(
  level: Level,
  { gateway, handshake }: Surroundings,
  clients: MissingClients,
): readonly string[] {
  switch (level) {
    case 0:
      return [
        ...servers(gateway).flatMap(({ name, tls }) => (tls ? [`the gateway asks for TLS for ${name}`] : [])),
        ...clients(),
      ];
    case 1:
      return [];
    case 2:
      return [...gatewayProblems(gateway), ...handshakeProblems(handshake, clients)];
  }
}

function gatewayProblems(gateway: GatewayUse): readonly string[] {
  if (gateway.is === 'unknown') return [];
  if (gateway.is === 'absent')
    return ['CSP.ini of the gateway is not there, so that nobody knows whether it speaks TLS'];
  const wrong = gateway.servers.flatMap(({ name, tls, verifies, caFile }) => {
    if (!tls) return [`the gateway reaches ${name} without TLS`];
    if (!verifies || caFile === undefined) return [`the gateway does not verify ${name}`];
    return [];
  });
  return [
    ...wrong,
    ...(gateway.servers.length === 0 ? ['CSP.ini has no server that leads to this SuperServer'] : []),
    ...(gateway.reloading ? ['the gateway has not read its new settings yet'] : []),
  ];
}

function handshakeProblems(handshake: Handshake, clients: MissingClients): readonly string[] {
  switch (handshake.is) {
    case 'unknown':
      return [];
    case 'failed':
      return [`the SuperServer does not answer over TLS: ${handshake.why}`];
    case 'verified':
      return clients(handshake.fingerprint);
  }
}

function servers(gateway: GatewayUse) {
  return gateway.is === 'file' ? gateway.servers : [];
}
