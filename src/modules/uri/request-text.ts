import type { Secret } from '../../core/secret.ts';
import { plainText } from '../shared/plain-text.ts';
import { webRequest } from '../shared/web-request.ts';
import type { Desired } from './request.ts';

/** What the host is told of a request, on standard input. */
export function requestText({ method, url, request, urlUsername, urlPassword }: Desired): Secret {
  const login =
    urlUsername === undefined || urlPassword === undefined
      ? undefined
      : { user: urlUsername, password: plainText(urlPassword) };
  return webRequest({ url, method, headers: request.headers(), login, body: request.body?.() });
}
