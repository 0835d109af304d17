import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { RefusedError } from '../../core/errors.ts';
import { type Deadline, deadline } from './deadline.ts';
import { failureWords } from './failure-words.ts';
import { type Asked, requestOptions } from './request-options.ts';
import { senderFor } from './sender-for.ts';

export interface HttpRequest extends Asked {
  readonly url: string;
  readonly timeoutMs: number;
}

export interface HttpState {
  readonly status: number;
  /** Names in lower case; a header that came more than once is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first 64 KiB. */
  readonly body: string;
  readonly tookMs: number;
}

export interface Exchange extends HttpState {
  /** The body as far as it was read: 1 MiB at most. */
  readonly wholeBody: string;
}

const readLimit = 1024 * 1024;
const keptLimit = 64 * 1024;

/** Asks once and follows nothing. Rejects with a RefusedError that says why there was no answer. */
export async function httpExchange(asked: HttpRequest, signal: AbortSignal): Promise<Exchange> {
  using limit = deadline(signal, asked.timeoutMs);
  const begun = performance.now();
  try {
    return await exchange(asked, limit, begun);
  } catch (cause) {
    signal.throwIfAborted();
    const silence = `gave no whole answer within ${asked.timeoutMs} ms`;
    throw new RefusedError(`${placeOf(asked)} ${limit.signal.aborted ? silence : failureWords(cause)}`, {
      cause,
    });
  }
}

async function exchange(asked: HttpRequest, { signal }: Deadline, begun: number): Promise<Exchange> {
  const url = new URL(asked.url);
  const send = await senderFor(url.protocol);
  const request = send({ ...requestOptions(asked, url), signal });
  // What comes after the answer, or after an abort, is of no more interest.
  request.on('error', () => {});
  try {
    request.end(asked.body);
    const [response] = (await once(request, 'response', { signal })) as [IncomingMessage]; // Node's own contract.
    const bytes = await read(response);
    return {
      status: response.statusCode ?? 0,
      headers: joined(response.headers),
      body: bytes.subarray(0, keptLimit).toString(),
      wholeBody: bytes.toString(),
      tookMs: Math.round(performance.now() - begun),
    };
  } finally {
    request.destroy();
  }
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    // Without an encoding set, a response gives buffers.
    parts.push(part);
    size += part.length;
    if (size >= readLimit) break;
  }
  return Buffer.concat(parts).subarray(0, readLimit);
}

function joined(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function placeOf({ url, address }: HttpRequest): string {
  return address === undefined ? url : `${url} (at ${address})`;
}
