import { createHash } from 'node:crypto';
import { RefusedError } from '../../core/errors.ts';
import type { Exchange, HttpRequest } from '../outside/http-exchange.ts';
import { redirected } from '../outside/redirected.ts';
import { plainText } from '../shared/plain-text.ts';
import type { Reply } from './reply.ts';
import type { Desired } from './request.ts';

const mostRedirects = 10;

/** Asks from the controller. */
export async function askHere(desired: Desired, signal: AbortSignal): Promise<Reply> {
  try {
    const seen = await followed(firstRequest(desired), desired.request.follows, signal);
    const { status, headers, wholeBody: content } = seen;
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { is: 'answer', status, headers, content, sha256 };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { is: 'none', why: error.message };
  }
}

function firstRequest(desired: Desired): HttpRequest {
  const { url, method, timeoutMs, request, urlUsername, urlPassword, validateCerts } = desired;
  const basic =
    urlPassword === undefined
      ? []
      : [['Authorization', `Basic ${base64(`${urlUsername}:${plainText(urlPassword)}`)}`] as const];
  return {
    url,
    method,
    address: undefined,
    ca: request.ca,
    headers: Object.fromEntries([...request.headers(), ...basic]),
    body: request.body?.(),
    validateCerts,
    timeoutMs,
  };
}

async function followed(first: HttpRequest, follows: boolean, signal: AbortSignal): Promise<Exchange> {
  // With what it loads it would take a tenth of every start.
  const { httpExchange } = await import('../outside/http-exchange.ts');
  let request = first;
  for (let redirects = 0; ; redirects += 1) {
    const seen = await httpExchange(request, signal);
    const next = follows ? nextOf(request, seen) : undefined;
    if (next === undefined) return seen;
    if (redirects === mostRedirects)
      throw new RefusedError(`${first.url} leads on more than ${mostRedirects} times`);
    request = next;
  }
}

/** After 303, and by old custom after a POST, the rest is a GET. */
function nextOf(request: HttpRequest, { status, headers }: Exchange): HttpRequest | undefined {
  const next = redirected(request, { status, location: headers['location'] });
  if (next === undefined) return undefined;
  const becomesGet = status === 303 || (status < 303 && request.method === 'POST');
  return {
    ...request,
    ...next,
    ...(becomesGet && request.method !== 'HEAD' ? { method: 'GET', body: undefined } : {}),
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
