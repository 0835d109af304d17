import { once } from 'node:events';
import { createServer } from 'node:http';

export interface FileServer extends AsyncDisposable {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
}

/**
 * Serves files on the loopback address: a path it does not know is 404, `/truncated` promises more than it gives,
 * `/moved/x` leads to `/x`.
 */
export async function fileServer(files: Readonly<Record<string, Uint8Array | string>>): Promise<FileServer> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const content = files[url.replace(/^\/(?:truncated|moved)?\/?/, '')];
    if (content === undefined) return response.writeHead(404).end('not here');
    if (url.startsWith('/moved/')) {
      return response.writeHead(302, { location: url.replace('/moved', '') }).end();
    }
    const bytes = Buffer.from(content);
    response.writeHead(200, { 'content-length': bytes.length });
    if (!url.startsWith('/truncated/')) return response.end(bytes);
    response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
    return response;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port on the loopback address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
