import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { delayed } from './delayed.ts';
import type { ProxyCounts, ProxyOrder } from './proxy-order.ts';

/**
 * A network as a process of its own: it takes connections for each port that it is told, and carries them on, each
 * direction later by half the round trip, in order, at any bandwidth. It counts bytes, and how often the flow of a
 * connection turned from upwards (to the server) to downwards.
 */
const nothing: ProxyCounts = { connections: 0, roundTrips: 0, bytesUp: 0, bytesDown: 0 };
let counts = nothing;

process.on('message', (order: ProxyOrder) => void obey(order));
process.on('disconnect', () => process.exit(0));

async function obey(order: ProxyOrder): Promise<void> {
  if (order.is === 'open') {
    process.send?.(await Promise.all(order.ports.map((port) => listen(port, order.roundTripMs))));
    return;
  }
  process.send?.(counts);
  counts = nothing;
}

async function listen(target: number, roundTripMs: number): Promise<number> {
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    void carry(client, target, roundTripMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function carry(client: Socket, target: number, roundTripMs: number): Promise<void> {
  counts = { ...counts, connections: counts.connections + 1 };
  client.on('error', () => client.destroy());
  // The client is connected at once; over the delayed way that would have taken a round trip.
  if (roundTripMs > 0) await pause(roundTripMs);
  const server = connect({ host: '127.0.0.1', port: target, noDelay: true });
  server.on('error', () => client.destroy());
  client.on('close', () => server.destroy());
  let isUpwards = false;
  delayed(client, server, roundTripMs / 2, (bytes) => {
    isUpwards = true;
    counts = { ...counts, bytesUp: counts.bytesUp + bytes };
  });
  delayed(server, client, roundTripMs / 2, (bytes) => {
    counts = {
      ...counts,
      bytesDown: counts.bytesDown + bytes,
      roundTrips: counts.roundTrips + (isUpwards ? 1 : 0),
    };
    isUpwards = false;
  });
}
