import { answerOf, type Place } from './answer-of.ts';
import { cipherSuites } from './cipher-suites.ts';
import { clientHello } from './client-hello.ts';
import { type Protocol, protocols } from './protocols.ts';
import { type ServerReply, serverReply } from './server-hello.ts';

type Hello = Extract<ServerReply, { readonly is: 'hello' }>;

/** What a server offers by one protocol: its cipher suites in its own order of choice; none: it refuses the protocol. */
export interface Offer {
  readonly protocol: Protocol;
  readonly ciphers: readonly string[];
}

export interface TlsOffers {
  readonly offers: readonly Offer[];
  readonly compresses: boolean;
  readonly renegotiatesSafely: boolean;
  readonly hasTickets: boolean;
}

/** Asks for each protocol with all ciphers, then again without the one that was chosen, until nothing is left. */
export async function tlsOffers(place: Place, servername: string, signal: AbortSignal): Promise<TlsOffers> {
  const names: readonly Protocol[] = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
  const found = await Promise.all(
    names.map(async (protocol) => ({
      protocol,
      hellos: await hellosOf(protocol, place, servername, signal),
    })),
  );
  const old = found.flatMap(({ protocol, hellos }) => (protocol === 'TLSv1.3' ? [] : hellos));
  return {
    offers: found.map(({ protocol, hellos }) => ({
      protocol,
      ciphers: hellos.map(({ suite }) => cipherSuites.get(suite) ?? `0x${suite.toString(16)}`),
    })),
    compresses: old.some(({ compresses }) => compresses),
    renegotiatesSafely: old.every(({ renegotiatesSafely }) => renegotiatesSafely),
    hasTickets: old.some(({ hasTickets }) => hasTickets),
  };
}

async function hellosOf(
  protocol: Protocol,
  place: Place,
  servername: string,
  signal: AbortSignal,
): Promise<readonly Hello[]> {
  const hellos: Hello[] = [];
  let left = [...cipherSuites.keys()];
  while (left.length > 0) {
    const hello = clientHello({ protocol, suites: left, servername });
    const enough = (bytes: Buffer) => serverReply(bytes) !== undefined;
    const answer = await answerOf(place, hello, { signal, enough });
    const reply = answer.is === 'bytes' ? serverReply(answer.bytes) : undefined;
    // A server that knows better may answer by another protocol than was asked for.
    if (reply?.is !== 'hello' || reply.version !== protocols[protocol] || !left.includes(reply.suite)) break;
    hellos.push(reply);
    left = left.filter((suite) => suite !== reply.suite);
  }
  return hellos;
}
