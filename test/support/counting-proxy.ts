import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { portOf } from './port-of.ts';

/** Stands between a client and a server on loopback, and counts. */
export interface CountingProxy extends AsyncDisposable {
  readonly port: number;
  /** How often the direction changed: each pair is a round trip. */
  readonly turns: () => number;
  readonly bytes: () => number;
}

export async function countingProxy(to: number): Promise<CountingProxy> {
  let turns = 0;
  let bytes = 0;
  let last: 'up' | 'down' = 'down';
  const sockets = new Set<Socket>();
  const pass = (from: Socket, into: Socket, direction: 'up' | 'down') => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (direction !== last) turns++;
      last = direction;
      into.write(chunk);
    });
    from.on('error', () => into.destroy());
    from.on('close', () => into.destroy());
  };
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    pass(client, upstream, 'up');
    pass(upstream, client, 'down');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    turns: () => turns,
    bytes: () => bytes,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
