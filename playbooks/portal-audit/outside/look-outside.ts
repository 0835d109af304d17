import { answerOf, type Place } from './answer-of.ts';
import { cipherSuites } from './cipher-suites.ts';
import { clientHello } from './client-hello.ts';
import { type TlsOffers, tlsOffers } from './tls-offers.ts';
import { type TlsPeer, type Trust, tlsPeer } from './tls-peer.ts';
import { type WebAnswer, webAnswer } from './web-answer.ts';

export interface OutsideTarget {
  readonly publicName: string;
  readonly address: string;
  readonly plainPort: number;
  readonly tlsPort: number;
  readonly superServerPort?: number | undefined;
  readonly portalPath: string;
  /** PEM. */
  readonly ca: string | undefined;
  readonly timeoutMs: number;
}

/** A port that speaks TLS, or why it does not. */
export type TlsPort =
  | { readonly is: 'tls'; readonly offers: TlsOffers; readonly peer: TlsPeer | undefined }
  | { readonly is: 'no-tls' }
  | { readonly is: 'unreachable'; readonly why: string };

/** What answers at the SuperServer's port. */
export interface SuperServerPort {
  readonly tls: TlsPort;
  /** Whether it answered to a few bytes without TLS; it may accept clients without TLS although it did not. */
  readonly answersPlain: boolean;
}

export interface Outside {
  readonly tls: TlsPort;
  readonly plainPage: WebAnswer;
  /** The portal by TLS, or without where there is none. */
  readonly site: 'https' | 'http';
  readonly page: WebAnswer;
  readonly methods: Readonly<Record<string, WebAnswer>>;
  readonly paths: Readonly<Record<string, WebAnswer>>;
  readonly management: WebAnswer;
  readonly superServer: SuperServerPort | undefined;
}

/** Never part of a portal. Source: what lies in the directory of a gateway, with the ways to write it. */
export const deniedPaths = [
  '/csp/bin/CSP.ini',
  '/csp/bin/CSPRT.ini',
  '/csp/bin/csp.INI',
  '/csp/bin/CSP.log',
  '/csp/bin/CSPa24.so',
  '/csp/bin/CSPa24Sys.so',
  '/csp/bin/%43SP.ini',
  '/bin/CSP.ini',
  '/csp/bin/Systems/../CSP.ini',
] as const;

/** Methods are tried on what is not there: looking must not change a page. */
export const nowhere = '/csp/sys/drover-audit-is-not-there.csp';

export const managementPath = '/csp/bin/Systems/Module.cxw';

/** Looks at a portal as anyone on the network can. What does not answer is part of what is seen. */
export async function lookOutside(target: OutsideTarget, signal: AbortSignal): Promise<Outside> {
  const { publicName, address, plainPort, tlsPort, superServerPort, portalPath, ca, timeoutMs } = target;
  const place = (port: number): Place => ({ host: address, port, timeoutMs });
  const trust: Trust = { servername: publicName, ca };
  const tls = await lookAt(place(tlsPort), trust, signal);
  const site = tls.is === 'tls' ? 'https' : 'http';
  const port = tls.is === 'tls' ? tlsPort : plainPort;
  const name = publicName.includes(':') ? `[${publicName}]` : publicName;
  const ask = (path: string, method = 'GET') =>
    webAnswer(place(port), { scheme: site, method, path, authority: `${name}:${port}` }, signal);
  const plain = {
    scheme: 'http' as const,
    method: 'GET',
    path: portalPath,
    authority: `${name}:${plainPort}`,
  };
  return {
    tls,
    site,
    plainPage: await webAnswer(place(plainPort), plain, signal),
    page: await ask(portalPath),
    methods: await answers(['TRACE', 'PUT', 'DELETE'], (method) => ask(nowhere, method)),
    paths: await answers(deniedPaths, (path) => ask(path)),
    management: await ask(managementPath),
    superServer:
      superServerPort === undefined ? undefined : await superServer(place(superServerPort), trust, signal),
  };
}

async function answers(
  asked: readonly string[],
  ask: (one: string) => Promise<WebAnswer>,
): Promise<Readonly<Record<string, WebAnswer>>> {
  return Object.fromEntries(await Promise.all(asked.map(async (one) => [one, await ask(one)] as const)));
}

async function lookAt(place: Place, trust: Trust, signal: AbortSignal): Promise<TlsPort> {
  const suites = [...cipherSuites.keys()];
  const hello = clientHello({ protocol: 'TLSv1.2', suites, servername: trust.servername });
  const first = await answerOf(place, hello, { signal, enough: (bytes) => bytes.length >= 5 });
  if (first.is === 'unreachable') return first;
  if (first.is === 'silent') return { is: 'no-tls' };
  const offers = await tlsOffers(place, trust.servername, signal);
  if (offers.offers.every(({ ciphers }) => ciphers.length === 0)) return { is: 'no-tls' };
  return { is: 'tls', offers, peer: await tlsPeer(place, trust, signal) };
}

async function superServer(place: Place, trust: Trust, signal: AbortSignal): Promise<SuperServerPort> {
  const tls = await lookAt(place, trust, signal);
  if (tls.is === 'unreachable') return { tls, answersPlain: false };
  const question = Buffer.from(`GET / HTTP/1.0\r\n\r\n`);
  const { is } = await answerOf({ ...place, timeoutMs: Math.min(place.timeoutMs, 2000) }, question, {
    signal,
    enough: (bytes) => bytes.length > 0,
  });
  return { tls, answersPlain: is === 'bytes' };
}
