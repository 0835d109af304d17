import { z } from 'zod';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { controllerQuery, mapQuery } from '../core/query.ts';
import { caText } from './outside/ca-text.ts';
import type { Exchange, HttpState } from './outside/http-exchange.ts';
import { type HttpExpectation, httpProblems } from './outside/http-problems.ts';
import { untilGood } from './outside/until-good.ts';

const pattern = z.union([z.string(), z.instanceof(RegExp)]);
const status = z.int().min(100).max(599);

const expectation = z.strictObject({
  status: z
    .union([status, z.array(status).min(1)])
    .optional()
    .meta({ description: 'Default: 200, or any redirect where a location is expected.' }),
  location: pattern.optional().meta({ description: 'Where it redirects to: the very text, or a pattern.' }),
  bodyIncludes: z.string().min(1).optional().meta({ description: 'Text in the first MiB of the body.' }),
  title: pattern.optional().meta({ description: 'The title of the HTML page.' }),
  headers: z
    .record(z.string(), z.union([pattern, z.null()]))
    .optional()
    .meta({
      description: 'Headers by name: the very text, a pattern, or null for one that must not be sent.',
    }),
});

const params = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).meta({ description: 'What to ask for, from the controller.' }),
  method: z.enum(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'POST', 'PUT', 'DELETE']).default('GET').meta({
    description: 'How to ask. No body is sent.',
  }),
  address: z.string().min(1).optional().meta({
    description: 'Connect here rather than to the host of the URL, which is still what the server is called.',
  }),
  ca: z.string().min(1).optional().meta({
    description: 'CA to trust in place of the public ones: PEM, or the path of a file on the controller.',
  }),
  headers: z.record(z.string(), z.string()).default({}).meta({ description: 'Headers to send.' }),
  timeoutMs: z.int().min(1).default(5000).meta({ description: 'For one whole answer.' }),
  withinMs: z.int().min(0).default(10_000).meta({
    description: 'How long to try again, since the service may just be starting.',
  }),
  expect: expectation.prefault({}).meta({ description: 'What must be so.' }),
});

/** A web server, asked from the controller, answers as it should. Follows no redirect and changes nothing. */
export const httpProbe = defineModule({
  name: 'httpProbe',
  summary: 'A web server, asked from outside, answers with the right status, headers, redirect and page.',
  example: `httpProbe('The site answers, on this very host', ({ host }) => ({
  url: 'https://www.example.com/',
  address: String(host.vars['ansible_host']),
  ca: '.drover/ca/ca.pem',
  expect: { status: 200, title: /welcome/i },
}))`,
  params,
  verifies: true,
  desired: (given, { directory }) => ({ ...given, directory }),
  inspect: (desired) =>
    mapQuery(
      controllerQuery((signal) => look(desired, signal), 'everything'),
      judge(desired),
    ),
  plan: (): readonly never[] => [],
  describe: neverCalled,
  apply: neverCalled,
});

type Desired = z.output<typeof params> & { readonly directory: string };

async function look(desired: Desired, signal: AbortSignal): Promise<Exchange> {
  const { url, method, address, headers, timeoutMs, withinMs } = desired;
  const expected = expectationOf(desired);
  const good = (seen: Exchange) => httpProblems(seen, expected).length === 0;
  const ask = async () => {
    const ca = await caText(desired.ca, desired.directory);
    // With what it loads it would take a tenth of every start.
    const { httpExchange } = await import('./outside/http-exchange.ts');
    return httpExchange({ url, method, address, ca, headers, timeoutMs }, signal);
  };
  return untilGood(ask, { good, withinMs, signal });
}

/** The state that a task keeps is the answer without the part of the body that only the judge needs. */
function judge(desired: Desired): (seen: Exchange) => HttpState {
  return (seen) => {
    const problems = httpProblems(seen, expectationOf(desired));
    const at = desired.address === undefined ? '' : ` (at ${desired.address})`;
    if (problems.length > 0) throw new RefusedError(`${desired.url}${at} ${problems.join('; ')}`);
    const { wholeBody: _, ...state } = seen;
    return state;
  };
}

function expectationOf({ expect }: Desired): HttpExpectation {
  return { ...expect, status: statusOf(expect) };
}

function statusOf({ status, location }: Desired['expect']): readonly number[] {
  if (status !== undefined) return typeof status === 'number' ? [status] : status;
  return location === undefined ? [200] : [301, 302, 303, 307, 308];
}

function neverCalled(): never {
  throw new Error('A probe changes nothing');
}
