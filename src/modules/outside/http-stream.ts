import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { RefusedError } from '../../core/errors.ts';
import { failureWords } from './failure-words.ts';
import { plainUrl } from './plain-url.ts';
import { proxyOf } from './proxy-of.ts';
import { redirected } from './redirected.ts';
import { requestOptions } from './request-options.ts';
import { senderFor } from './sender-for.ts';
import { throughProxy, type Way } from './through-proxy.ts';

export interface StreamRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly ca: string | undefined;
  /** Undefined: as the environment says. */
  readonly proxy: string | undefined;
}

const mostRedirects = 10;

/** For so long a server may send nothing, in ms. */
const silenceMs = 60_000;

/**
 * Asks for a URL and follows where that leads. What is answered has still to be read, or destroyed; it ends with the
 * signal. Rejects with a RefusedError that says why there was no answer.
 */
export async function httpStream(first: StreamRequest, signal: AbortSignal): Promise<IncomingMessage> {
  let asked = withCredentials(first);
  for (let redirects = 0; ; redirects += 1) {
    const response = await answerTo(asked, signal);
    const { statusCode = 0, headers } = response;
    const next = redirected(asked, { status: statusCode, location: headers.location });
    if (next === undefined) return response;
    response.destroy();
    if (redirects === mostRedirects || !/^https?:/.test(next.url)) {
      const why =
        redirects === mostRedirects ? `more than ${mostRedirects} times` : 'to what is no web server';
      throw new RefusedError(`${plainUrl(first.url)} leads on ${why}`);
    }
    asked = { ...asked, ...next };
  }
}

async function answerTo(asked: StreamRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const url = new URL(asked.url);
  const { send, options, headers } = await wayTo(url, asked, signal);
  const own = requestOptions({ ...asked, method: 'GET' }, url);
  const request = send({ ...own, ...options, headers: { ...own.headers, ...headers }, signal });
  // What comes after the answer, or after an abort, is of no more interest.
  request.on('error', () => {});
  request.setTimeout(silenceMs, () => request.destroy(new Error(`nothing came for ${silenceMs / 1000} s`)));
  request.end();
  try {
    const [response] = (await once(request, 'response', { signal })) as [IncomingMessage]; // Node's own contract.
    return response;
  } catch (cause) {
    request.destroy();
    if (signal.aborted) throw cause;
    throw new RefusedError(`${plainUrl(url)} ${failureWords(cause)}`, { cause });
  }
}

async function wayTo(url: URL, { proxy }: StreamRequest, signal: AbortSignal): Promise<Way> {
  const by = proxy ?? proxyOf(url, process.env);
  if (by !== undefined) return throughProxy(url, by, signal);
  return { send: await senderFor(url.protocol), options: {} };
}

/** A user name and password in the URL are sent as curl does it. */
function withCredentials(asked: StreamRequest): StreamRequest {
  const { username, password } = new URL(asked.url);
  if (username === '' && password === '') return asked;
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const basic = `Basic ${Buffer.from(text).toString('base64')}`;
  return { ...asked, url: plainUrl(asked.url), headers: { authorization: basic, ...asked.headers } };
}
