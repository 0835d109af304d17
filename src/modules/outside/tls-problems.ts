import { X509Certificate } from 'node:crypto';
import { missingNames } from '../cert/missing-names.ts';
import type { TlsState } from './tls-state.ts';
import { trustWords } from './trust-words.ts';

export interface TlsExpectation {
  readonly authorized: boolean;
  readonly names?: readonly string[] | undefined;
  readonly daysLeft?: number | undefined;
  readonly fingerprint?: string | undefined;
  readonly protocols?: { readonly refused: readonly string[] } | undefined;
}

/** What of a server is not as expected, in words; nothing: all is well. `name` is what the server was called. */
export function tlsProblems(
  state: TlsState,
  expect: TlsExpectation,
  { name, now }: { readonly name: string; readonly now: number },
): readonly string[] {
  return [
    ...(expect.authorized && !state.authorized ? [trustWords(state, name, now)] : []),
    ...nameProblems(state, expect.names ?? []),
    ...daysProblems(state, expect.daysLeft ?? 0),
    ...fingerprintProblems(state, expect.fingerprint),
    ...state.accepted.map((protocol) => `protocol ${protocol} was accepted, and should be refused`),
  ];
}

function nameProblems({ pem, names }: TlsState, wanted: readonly string[]): readonly string[] {
  const missing = missingNames(new X509Certificate(pem), wanted);
  if (missing.length === 0) return [];
  return [`the certificate is not for ${missing.join(', ')}; it is for ${names.join(', ') || 'no name'}`];
}

function daysProblems({ daysLeft, notAfter }: TlsState, wanted: number): readonly string[] {
  if (wanted === 0 || daysLeft >= wanted) return [];
  return [`the certificate ends on ${notAfter}, in ${daysLeft} days, and should hold for ${wanted}`];
}

function fingerprintProblems({ fingerprint256 }: TlsState, wanted: string | undefined): readonly string[] {
  if (wanted === undefined || plain(wanted) === plain(fingerprint256)) return [];
  return [`the certificate is another one: its SHA-256 fingerprint is ${fingerprint256}`];
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}
