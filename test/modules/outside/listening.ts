import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

export interface Listening extends AsyncDisposable {
  readonly port: number;
}

/** Listens on a free port of the loopback, or on a given one, until it is disposed of; then drops every connection. */
export async function listening(server: Server, port = 0): Promise<Listening> {
  const sockets = new Set<{ readonly destroy: () => void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    // A server on a TCP port has an address of this form.
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port of the loopback where nobody listens. */
export async function freePort(server: Server): Promise<number> {
  const open = await listening(server);
  await open[Symbol.asyncDispose]();
  return open.port;
}
