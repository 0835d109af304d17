import { Secret } from '../../core/secret.ts';
import { type Shell, sh } from '../../core/sh.ts';

/** What a host asks of a web server; nothing of it is for a command line, where every user of the host could read it. */
export interface WebRequest {
  readonly url: string;
  /** Default: GET. */
  readonly method?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Who asks, by basic authentication. */
  readonly login?: { readonly user: string; readonly password: string } | undefined;
  readonly body?: string | undefined;
}

/**
 * A request for the standard input of curl, as it reads it with `-K -`. In comments, which curl does not read, it holds
 * the same for GNU wget, as `wgetParts` takes it apart.
 */
export function webRequest(request: WebRequest): Secret {
  const { url, method = 'GET', headers, login, body } = request;
  const lines = [
    `url = ${quoted(url)}`,
    // With a method of its own, curl would send it to where a redirect leads as well.
    ...(['GET', 'HEAD', 'POST'].includes(method) ? [] : [`request = ${quoted(method)}`]),
    ...headers.map(([name, value]) => `header = ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(login === undefined ? [] : [`user = ${quoted(`${login.user}:${login.password}`)}`]),
    ...(body === undefined && method !== 'POST'
      ? []
      : ['header = "Expect:"', `data-raw = ${quoted(body ?? '')}`]),
    `# wget ${base64(wgetrc(request))}`,
    `# url ${base64(url)}`,
    ...(body === undefined ? [] : [`# body ${base64(body)}`]),
  ];
  return new Secret(lines.join('\n'));
}

/** Of the request in the file `$1`: what GNU wget takes by `--config` in `$2.rc`, by `-i` in `$2.url`, and its body. */
export const wgetParts: Shell = sh`part() { sed -n "s/^# $2 //p" "$1" | base64 -d; }
wget_parts() { part "$1" wget >"$2.rc" && part "$1" url >"$2.url" || return
if grep -q '^# body ' "$1"; then part "$1" body >"$2.body" && printf 'body_file = %s\n' "$2.body" >>"$2.rc"; fi; }`;

/** How curl and wget are told to trust but one CA, which is in the file `ca` of the directory `$t`. */
export const trustOneCa = {
  curl: sh`--cacert "$t/ca" --capath "$t"`,
  wget: sh`--ca-certificate="$t/ca" --ca-directory="$t"`,
} as const;

function wgetrc({ method = 'GET', headers, login }: WebRequest): string {
  const lines = [
    `method = ${method}`,
    ...headers.map(([name, value]) => `header = ${name}: ${value}`),
    ...(login === undefined
      ? []
      : ['auth_no_challenge = on', `http_user = ${login.user}`, `http_password = ${login.password}`]),
  ];
  return `${lines.join('\n')}\n`;
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
