import { z } from 'zod';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { controllerQuery } from '../core/query.ts';
import { acceptsProtocol } from './outside/accepts-protocol.ts';
import { caText } from './outside/ca-text.ts';
import { endpointWords } from './outside/endpoint-words.ts';
import { type Handshaking, handshake } from './outside/handshake.ts';
import { tlsProblems } from './outside/tls-problems.ts';
import { type TlsState, tlsState } from './outside/tls-state.ts';
import { untilGood } from './outside/until-good.ts';

const expectation = z.strictObject({
  authorized: z.boolean().default(true).meta({
    description: 'The chain is trusted, in date and for the server name. `false`: whoever answers.',
  }),
  names: z.array(z.string().min(1)).optional().meta({ description: 'Names the certificate is for.' }),
  daysLeft: z.int().min(1).optional().meta({ description: 'Days the certificate holds at least.' }),
  fingerprint: z
    .string()
    .regex(/^([0-9a-f]{2}:?){32}$/i, 'must be a SHA-256 fingerprint in hexadecimal')
    .optional()
    .meta({ description: 'SHA-256 of the very certificate.' }),
  protocols: z
    .strictObject({ refused: z.array(z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2'])) })
    .optional()
    .meta({ description: 'Protocols that the server must refuse: each is tried.' }),
});

const params = z.strictObject({
  host: z.string().min(1).meta({ description: 'Name or address to connect to, from the controller.' }),
  port: z.int().min(1).max(65_535).meta({ description: 'The port.' }),
  servername: z.string().min(1).optional().meta({ description: 'What to call the server. Default: host.' }),
  ca: z.string().min(1).optional().meta({
    description: 'CA to trust in place of the public ones: PEM, or the path of a file on the controller.',
  }),
  minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2').meta({ description: 'What we offer.' }),
  timeoutMs: z.int().min(1).default(5000).meta({ description: 'For one handshake.' }),
  withinMs: z.int().min(0).default(10_000).meta({
    description: 'How long to try again, since the service may just be starting.',
  }),
  expect: expectation.prefault({}).meta({ description: 'What must be so.' }),
});

/** A TLS server, seen from the controller, is who it should be and speaks what it should. Changes nothing. */
export const tlsProbe = defineModule({
  name: 'tlsProbe',
  summary: 'A TLS server, seen from outside, is trusted, for the right names, and refuses old protocols.',
  example: `tlsProbe('The site is trusted, on this very host', ({ host }) => ({
  host: String(host.vars['ansible_host']),
  port: 443,
  servername: 'www.example.com',
  ca: '.drover/ca/ca.pem',
  expect: { daysLeft: 14, protocols: { refused: ['TLSv1', 'TLSv1.1'] } },
}))`,
  params,
  verifies: true,
  desired: (given, { directory }) => ({ ...given, directory }),
  inspect: (desired) => controllerQuery((signal) => look(desired, signal), 'everything'),
  plan: (current: TlsState, desired): readonly never[] => {
    const problems = problemsOf(current, desired);
    if (problems.length === 0) return [];
    throw new RefusedError(`${endpointWords(desired)}: ${problems.join('; ')}`);
  },
  describe: neverCalled,
  apply: neverCalled,
});

type Desired = z.output<typeof params> & { readonly directory: string };

function look(desired: Desired, signal: AbortSignal): Promise<TlsState> {
  const good = (state: TlsState) => problemsOf(state, desired).length === 0;
  return untilGood(() => seen(desired, signal, good), { good, withinMs: desired.withinMs, signal });
}

async function seen(
  desired: Desired,
  signal: AbortSignal,
  good: (state: TlsState) => boolean,
): Promise<TlsState> {
  const { host, port, servername = host, minVersion, timeoutMs, expect } = desired;
  const ca = await caText(desired.ca, desired.directory);
  const options: Handshaking = { host, port, servername, ca, minVersion, maxVersion: 'TLSv1.3', timeoutMs };
  const state = await handshake(options, signal, tlsState);
  if (!good(state)) return state;
  const accepted: string[] = [];
  for (const protocol of expect.protocols?.refused ?? []) {
    if (await acceptsProtocol(options, protocol, signal)) accepted.push(protocol);
  }
  return { ...state, accepted };
}

function problemsOf(state: TlsState, { expect, servername, host }: Desired): readonly string[] {
  return tlsProblems(state, expect, { name: servername ?? host, now: Date.now() });
}

function neverCalled(): never {
  throw new Error('A probe changes nothing');
}
