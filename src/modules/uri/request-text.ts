import { Secret } from '../../core/secret.ts';
import { plainText } from '../shared/plain-text.ts';
import type { Desired } from './request.ts';

/**
 * A request for the standard input of curl, so that nothing of it is on a command line. In comments, which curl does
 * not read, it holds the same for GNU wget, by lines of `.wgetrc`.
 */
export function requestText(desired: Desired): Secret {
  const { method, url, request } = desired;
  const body = request.body?.();
  const lines = [
    `url = ${quoted(url)}`,
    // With a method of its own, curl would send it to where a redirect leads as well.
    ...(method === 'HEAD' ? ['head'] : method === 'POST' ? [] : [`request = ${quoted(method)}`]),
    ...request
      .headers()
      .map(([name, value]) => `header = ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...credentials(desired, (user, password) => [`basic`, `user = ${quoted(`${user}:${password}`)}`]),
    ...(body === undefined && method !== 'POST'
      ? []
      : ['header = "Expect:"', `data-raw = ${quoted(body ?? '')}`]),
    `# wget ${base64(wgetrc(desired))}`,
    `# url ${base64(url)}`,
    `# body ${base64(body ?? '')}`,
  ];
  return new Secret(lines.join('\n'));
}

function wgetrc(desired: Desired): string {
  const { method, request } = desired;
  const lines = [
    `method = ${method}`,
    ...request.headers().map(([name, value]) => `header = ${name}: ${value}`),
    ...credentials(desired, (user, password) => [
      'auth_no_challenge = on',
      `http_user = ${user}`,
      `http_password = ${password}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function credentials(
  { urlUsername, urlPassword }: Desired,
  write: (user: string, password: string) => readonly string[],
): readonly string[] {
  return urlUsername === undefined || urlPassword === undefined
    ? []
    : write(urlUsername, plainText(urlPassword));
}

const escapes: Readonly<Record<string, string>> = {
  '\\': String.raw`\\`,
  '"': String.raw`\"`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '\v': String.raw`\v`,
};

function quoted(text: string): string {
  return `"${text.replace(/[\\"\n\r\t\v]/g, (one) => escapes[one] ?? one)}"`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
