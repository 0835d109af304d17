import { DefinitionError } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';
import { caText } from '../outside/ca-text.ts';
import { plainText } from '../shared/plain-text.ts';
import type { UriParams } from './params.ts';

/** A request as it is sent. Its headers, body and password may hold secrets, so nothing prints it. */
export interface Request {
  readonly headers: () => readonly (readonly [string, string])[];
  readonly body: (() => string) | undefined;
  readonly secrets: readonly Secret[];
  readonly ca: string | undefined;
  readonly follows: boolean;
}

export type Desired = UriParams & { readonly request: Request };

const mostBytes = 1024 * 1024;

const contentTypes = {
  raw: 'text/plain; charset=utf-8',
  json: 'application/json',
  'form-urlencoded': 'application/x-www-form-urlencoded',
} as const;

/** Writes the body down, and refuses what no header can carry. */
export async function requestOf(given: UriParams, directory: string): Promise<Request> {
  const { headers, body, method, followRedirects, urlPassword } = given;
  const lines = headersOf(given);
  if (urlPassword !== undefined && isSeveralLines(plainText(urlPassword))) {
    throw new DefinitionError('The password holds more than one line');
  }
  const text = bodyOf(given);
  return {
    headers: () => lines,
    body: text === undefined ? undefined : () => text,
    secrets: secretsIn([headers, body, urlPassword]),
    ca: await caText(given.ca, directory),
    follows: followRedirects === 'all' || (followRedirects === 'safe' && ['GET', 'HEAD'].includes(method)),
  };
}

function headersOf({ headers, body, bodyFormat }: UriParams): readonly (readonly [string, string])[] {
  const own = Object.entries(headers).map(([name, value]) => [name, plainText(value)] as const);
  for (const [name, value] of own) {
    if (isSeveralLines(value)) throw new DefinitionError(`The header ${name} holds more than one line`);
  }
  const isTyped = own.some(([name]) => name.toLowerCase() === 'content-type');
  return body === undefined || isTyped ? own : [...own, ['Content-Type', contentTypes[bodyFormat]]];
}

function isSeveralLines(text: string): boolean {
  return ['\0', '\r', '\n'].some((one) => text.includes(one));
}

function bodyOf({ body, bodyFormat }: UriParams): string | undefined {
  if (body === undefined) return undefined;
  const text = written(revealed(body), bodyFormat);
  if (Buffer.byteLength(text) > mostBytes) {
    throw new DefinitionError('The body is longer than 1 MiB', {
      hint: 'Send it by a program on the host, with the module command.',
    });
  }
  if (text.includes('\0')) throw new DefinitionError('The body holds a NUL character');
  return text;
}

function written(plain: unknown, format: UriParams['bodyFormat']): string {
  if (format !== 'form-urlencoded') return typeof plain === 'string' ? plain : JSON.stringify(plain);
  // The schema takes fields only.
  const fields = Object.entries(plain as Readonly<Record<string, string | number | boolean>>);
  return new URLSearchParams(
    fields.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

function revealed(value: unknown): unknown {
  if (value instanceof Secret) return plainText(value);
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]));
}

function secretsIn(value: unknown): readonly Secret[] {
  if (value instanceof Secret) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretsIn);
}
