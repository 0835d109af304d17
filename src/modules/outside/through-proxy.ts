import { once } from 'node:events';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import { RefusedError } from '../../core/errors.ts';
import { failureWords } from './failure-words.ts';
import { plainUrl } from './plain-url.ts';
import { type Sender, senderFor } from './sender-for.ts';

/** How a request is sent: by which of Node's two functions, and with what beside its own options. */
export interface Way {
  readonly send: Sender;
  readonly options: Omit<RequestOptions, 'headers'> & { readonly socket?: Socket };
  /** Headers for the proxy, in what is sent to it. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The way to a URL by a proxy: a tunnel to a server that speaks TLS, and otherwise the proxy in its place. */
export async function throughProxy(url: URL, given: string, signal: AbortSignal): Promise<Way> {
  const proxy = URL.parse(given);
  if (proxy?.protocol !== 'http:' && proxy?.protocol !== 'https:') {
    throw new RefusedError(`${proxy === null ? given : plainUrl(proxy)} is no proxy that speaks HTTP`, {
      hint: 'Give proxy a URL that begins with http:// or https://, or set no_proxy.',
    });
  }
  const send = await senderFor(proxy.protocol);
  const place = {
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
  };
  if (url.protocol === 'http:') {
    const headers = credentials(proxy);
    return { send, options: { ...place, path: `${url.origin}${url.pathname}${url.search}` }, headers };
  }
  const target = `${url.hostname}:${url.port || 443}`;
  const headers = { host: target, ...credentials(proxy) };
  const request = send({ ...place, method: 'CONNECT', path: target, headers, agent: false, signal });
  return { send: await senderFor('https:'), options: { socket: await tunnel(request, proxy, signal) } };
}

async function tunnel(request: ClientRequest, proxy: URL, signal: AbortSignal): Promise<Socket> {
  // What comes after the answer, or after an abort, is of no more interest.
  request.on('error', () => {});
  request.end();
  const words = `The proxy ${plainUrl(proxy)}`;
  try {
    const [response, socket] = (await once(request, 'connect', { signal })) as [IncomingMessage, Socket]; // Node's own contract.
    if (response.statusCode === 200) return socket;
    socket.destroy();
    throw new RefusedError(`${words} lets nothing through: it answered ${response.statusCode}`);
  } catch (cause) {
    if (cause instanceof RefusedError || signal.aborted) throw cause;
    throw new RefusedError(`${words} ${failureWords(cause)}`, { cause });
  }
}

function credentials({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {};
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(text).toString('base64')}` };
}
