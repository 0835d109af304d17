import type { Conversation } from '../../../core/command.ts';
import { DroverError, RefusedError } from '../../../core/errors.ts';
import { Secret } from '../../../core/secret.ts';
import { unlessAborted } from '../../../core/unless-aborted.ts';
import { caText } from '../../outside/ca-text.ts';
import { accountKey } from './account-key.ts';
import type { AcmeParams } from './acme-params.ts';
import { challengeAnswer } from './challenge-answer.ts';
import { errorText } from './error-text.ts';
import { loadAcme } from './load-acme.ts';
import { trustServer } from './trust-server.ts';

interface Order {
  /** PKCS #10, PEM. */
  readonly request: string;
  readonly names: readonly string[];
}

/** How often, and how many milliseconds apart, a server is asked whether it has come to a decision: for four minutes. */
const patience = { backoffAttempts: 12, backoffMin: 1_000, backoffMax: 30_000 };

/** A server that does not answer, or asks to wait, is asked again so often, after so many seconds. */
const retries = { retryMaxAttempts: 3, retryDefaultDelay: 2 };

/** Has a server sign a request by ACME. Gives the certificate with its chain, as PEM; rejects with a RefusedError. */
export async function orderCertificate(
  host: Conversation,
  issuing: AcmeParams,
  { request, names }: Order,
): Promise<string> {
  const { server, email, challenge, ca, externalAccount } = issuing;
  const acme = await loadAcme();
  Object.assign(acme.axios.defaults, { acmeSettings: retries });
  const trusted = await caText(ca, '/');
  if (trusted !== undefined) await trustServer(acme, server, trusted);
  await refuseSilentServer(server, trusted, host.signal);
  const binding = externalAccount && {
    externalAccountBinding: { kid: externalAccount.keyId, hmacKey: Secret.reveal(externalAccount.key) },
  };
  const client = new acme.Client({
    directoryUrl: server,
    accountKey: await accountKey(issuing.accountKey),
    ...patience,
    ...binding,
  });
  const answer = challengeAnswer(host, challenge);
  const failures: unknown[] = [];
  // Else it would update an account that is there, with nothing, which servers refuse. It makes one that is not.
  await client.createAccount({ onlyReturnExisting: true }).catch(() => {});
  const order = client.auto({
    csr: request,
    termsOfServiceAgreed: true,
    challengePriority: [challenge.type],
    // It would look from the controller, which need not see what the server sees.
    skipChallengeVerification: true,
    ...(email === undefined ? {} : { email }),
    challengeCreateFn: async ({ identifier }, { token }, value) => {
      const asked = { name: identifier.value, token, value };
      await answer.present(asked).catch((error: unknown) => {
        failures.push(error);
        throw error;
      });
    },
    challengeRemoveFn: ({ identifier }, { token }, value) =>
      answer.cleanup({ name: identifier.value, token, value }),
  });
  // The library heeds no signal: what it still does is of no use to anybody.
  return await unlessAborted(order, host.signal).catch((cause: unknown) => {
    host.signal.throwIfAborted();
    const [first] = failures;
    if (first instanceof DroverError) throw first;
    throw new RefusedError(`${server} gave no certificate for ${names.join(', ')}: ${errorText(cause)}`, {
      hint: hints[challenge.type],
      cause,
    });
  });
}

const hints = {
  'http-01': 'Does port 80 of every name lead to this host, and is issuer.challenge.webroot what it shows?',
  'dns-01': 'Has the hook set the records in the zone that the world asks, and waited until they were there?',
} as const;

/** The library cannot say why a server does not answer. */
async function refuseSilentServer(url: string, ca: string | undefined, signal: AbortSignal): Promise<void> {
  const { httpExchange } = await import('../../outside/http-exchange.ts');
  const asked = { url, method: 'GET', address: undefined, ca, headers: {}, timeoutMs: 30_000 };
  const { status } = await httpExchange(asked, signal);
  if (status === 200) return;
  throw new RefusedError(`${url} answered ${status}`, {
    hint: 'Is issuer.server the directory of an ACME server?',
  });
}
