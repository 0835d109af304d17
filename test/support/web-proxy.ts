import { once } from 'node:events';
import { request as ask, createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { portOf } from './port-of.ts';

export interface WebProxy extends AsyncDisposable {
  readonly url: string;
  /** What went through it: `GET http://…` or `CONNECT host:port`, with who asked for it. */
  readonly asked: readonly string[];
}

/** A proxy on loopback: it hands on requests, and makes tunnels. With `credentials` it wants to know who asks. */
export async function webProxy(credentials?: string): Promise<WebProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const isKnown = (given: string | undefined) => wanted === undefined || given === wanted;
  const server = createServer(({ method, url = '', headers }, response) => {
    asked.push(`${method} ${url}`);
    if (!isKnown(headers['proxy-authorization'])) return void response.writeHead(407).end();
    ask(url, { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    }).end();
  });
  server.on('connection', (socket) => void sockets.add(socket));
  server.on('connect', ({ method, url = '', headers }, socket: Socket) => {
    asked.push(`${method} ${url}`);
    if (!isKnown(headers['proxy-authorization'])) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    const { hostname, port } = new URL(`http://${url}`);
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    sockets.add(upstream);
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const login = credentials === undefined ? '' : `${credentials}@`;
  return {
    url: `http://${login}127.0.0.1:${portOf(server)}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
