import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Place } from './answer-of.ts';

/** What a web server answered, or why there was no answer. */
export type WebAnswer =
  | {
      readonly is: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly cookies: readonly string[];
      /** The first 64 KiB. */
      readonly body: string;
    }
  | { readonly is: 'silence'; readonly why: string };

export interface WebRequest {
  readonly scheme: 'http' | 'https';
  readonly method: string;
  /** Sent as it is: nothing in it is put in order. */
  readonly path: string;
  /** What the server is called, with the port. */
  readonly authority: string;
}

const bodyLimit = 64 * 1024;

/** Asks once, follows nothing and trusts anyone: who it is was looked at before. */
export async function webAnswer(
  { host, port, timeoutMs }: Place,
  { scheme, method, path, authority }: WebRequest,
  signal: AbortSignal,
): Promise<WebAnswer> {
  const { promise, resolve } = Promise.withResolvers<WebAnswer>();
  const send = scheme === 'https' ? tlsRequest : plainRequest;
  const servername = new URL(`https://${authority}`).hostname;
  const request = send({
    host,
    port,
    method,
    path,
    headers: { host: authority, connection: 'close' },
    agent: false,
    signal,
    rejectUnauthorized: false,
    servername: /^[\d.]+$|^\[/.test(servername) ? '' : servername,
  });
  request.setTimeout(timeoutMs, () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)));
  request.on('error', ({ message }) => resolve({ is: 'silence', why: message }));
  request.on('response', (response) => {
    const parts: Buffer[] = [];
    const finish = () => {
      const { statusCode: status = 0, headers } = response;
      const body = Buffer.concat(parts).subarray(0, bodyLimit).toString();
      const cookies = headers['set-cookie'] ?? [];
      resolve({ is: 'answer', status, headers: joined(headers), cookies, body });
    };
    response.on('data', (part: Buffer) => {
      parts.push(part);
      if (parts.reduce((sum, { length }) => sum + length, 0) >= bodyLimit) finish();
    });
    response.on('end', finish);
    response.on('error', finish);
  });
  request.end();
  try {
    const answer = await promise;
    signal.throwIfAborted();
    return answer;
  } finally {
    request.destroy();
  }
}

function joined(headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
