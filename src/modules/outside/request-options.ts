import type { RequestOptions } from 'node:http';
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';

/** What is asked for, and how its server is known. */
export interface Asked {
  readonly method: string;
  /** Where to connect, in place of where the host of the URL is. */
  readonly address?: string | undefined;
  readonly ca: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Default: true. */
  readonly validateCerts?: boolean;
}

interface Options extends RequestOptions {
  readonly headers: Readonly<Record<string, string | number>>;
}

/** A request to the server of a URL as Node takes it, on a connection of its own. */
export function requestOptions(
  { method, address, ca, headers, body, validateCerts = true }: Asked,
  url: URL,
): Options {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const secure = {
    servername: isIP(name) === 0 ? name : '',
    checkServerIdentity: (_: string, peer: Parameters<typeof checkServerIdentity>[1]) =>
      checkServerIdentity(name, peer),
    rejectUnauthorized: validateCerts,
    ...(ca === undefined ? {} : { ca }),
  };
  return {
    method,
    host: address ?? name,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...headers, ...lengthOf(body) },
    agent: false,
    ...(url.protocol === 'https:' ? secure : {}),
  };
}

function lengthOf(body: string | undefined): Readonly<Record<string, number>> {
  return body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
}
