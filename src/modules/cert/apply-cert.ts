import { type Command, type Conversation, commandOf, dialogue, type Step } from '../../core/command.ts';
import type { Resources } from '../../core/resource.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { keepFile } from '../shared/keep-file.ts';
import { setPermissions } from '../shared/permission-changes.ts';
import type { CertChange } from './cert-change.ts';
import type { CertDesired, Issuing } from './cert-desired.ts';
import { installPair, waitingPath } from './install-pair.ts';
import { makeKey } from './make-key.ts';
import { makeRequest, requestConfig } from './make-request.ts';
import { waitingForSignature } from './waiting-for-signature.ts';

/** The step that makes a change. Keys are made on the host and stay there; only requests come back. */
export function applyCert(change: CertChange, desired: CertDesired): Step {
  const { issuing } = desired;
  switch (change.is) {
    case 'issue':
      if (issuing.from !== 'private-ca') throw new Error(`${issuing.from} does not issue`);
      return dialogue(touchedBy(desired), (host) => issue(host, desired, { issuing, key: change.key }));
    case 'request':
      if (issuing.from !== 'csr') throw new Error(`${issuing.from} makes no request`);
      return dialogue(touchedBy(desired), (host) => request(host, desired, { issuing, key: change.key }));
    case 'install':
      return dialogue(touchedBy(desired), (host) => install(host, desired, change.key));
    case 'permit': {
      const path = change.of === 'key' ? desired.key : desired.certificate;
      return commandOf(sh`${keepFile(path)} && ${setPermissions(path, change.permissions.to)}`, {
        touches: [`file:${path}`],
      });
    }
  }
}

/** Every file that a change of this certificate may write. */
export function touchedBy({ certificate, key, issuing }: CertDesired): Resources {
  const files = [certificate, key, waitingPath(certificate), waitingPath(key)];
  const more = issuing.from === 'csr' ? [issuing.request, issuing.pendingKey] : [];
  return [...files, ...more].map((path) => `file:${path}` as const);
}

interface Making<From extends Issuing['from'], Key> {
  readonly issuing: Extract<Issuing, { from: From }>;
  readonly key: Key;
}

async function issue(
  host: Conversation,
  desired: CertDesired,
  { issuing, key }: Making<'private-ca', 'kept' | 'new'>,
): Promise<void> {
  const newKey = key === 'new' ? waitingPath(desired.key) : undefined;
  const make = newKey === undefined ? sh`:` : makeKey(newKey, desired.keyType);
  const made = await host.run(
    commandOf(
      sh`${make}
${makeRequest(newKey ?? desired.key)}`,
      { stdin: requestConfig(desired.names), touches: touchedBy(desired) },
    ),
  );
  const { names, days } = desired;
  await orForget(host, newKey, async () => {
    const pem = await issuing.ca.sign({ request: made.stdout, names, days });
    await host.run(put(pem, newKey, desired));
  });
}

async function request(
  host: Conversation,
  desired: CertDesired,
  { issuing, key }: Making<'csr', 'kept' | 'new' | 'pending'>,
): Promise<never> {
  const { request: path, pendingKey } = issuing;
  const make = key === 'new' ? makeKey(pendingKey, desired.keyType) : sh`:`;
  const written = waitingPath(path);
  const made = await host.run(
    commandOf(
      sh`${make}
rm -f -- ${written} && ( set -C; ${makeRequest(key === 'kept' ? desired.key : pendingKey)} >${written} ) &&
mv -f -- ${written} ${path} && cat -- ${path}`,
      {
        stdin: requestConfig(desired.names),
        touches: touchedBy(desired),
      },
    ),
  );
  throw waitingForSignature(desired.names, issuing, made.stdout);
}

async function install(
  host: Conversation,
  desired: CertDesired,
  key: 'kept' | 'pending' | 'supplied',
): Promise<void> {
  const { issuing } = desired;
  if (issuing.from === 'csr' && issuing.signed !== undefined) {
    await host.run(put(issuing.signed.pem, key === 'pending' ? issuing.pendingKey : undefined, desired));
  }
  if (issuing.from === 'supplied') {
    const newKey = key === 'supplied' ? waitingPath(desired.key) : undefined;
    if (newKey !== undefined) {
      await host.run(
        commandOf(takeKey(newKey, issuing.keySha256), { stdin: issuing.key, touches: touchedBy(desired) }),
      );
    }
    await orForget(host, newKey, () => host.run(put(issuing.chain.pem, newKey, desired)));
  }
}

/** Leaves no key behind that is of no use. */
async function orForget(
  host: Conversation,
  newKey: string | undefined,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const forget = newKey === undefined ? sh`:` : sh`rm -f -- ${newKey}`;
    await host.run(commandOf(forget, { touches: [] })).catch(() => {});
    throw error;
  }
}

function put(pem: string, newKey: string | undefined, desired: CertDesired): Command {
  return commandOf(installPair(pem, newKey, desired), { stdin: pem, touches: touchedBy(desired) });
}

function takeKey(path: string, sha256: string): Shell {
  return sh`rm -f -- ${path} && ( umask 077; set -C; cat >${path} ) || exit
[ "$(sha256sum <${path} | cut -d ' ' -f 1)" = ${sha256} ] || { rm -f -- ${path}; echo "the transfer was cut off" >&2; exit 1; }`;
}
