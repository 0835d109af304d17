import { type Conversation, commandOf, dialogue, type Step } from '../../core/command.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { keepFile } from '../shared/keep-file.ts';
import { setPermissions } from '../shared/permission-changes.ts';
import type { CertChange } from './cert-change.ts';
import type { CertDesired, Issuing } from './cert-desired.ts';
import type { CertState } from './cert-state.ts';
import { waitingPath } from './install-pair.ts';
import { issue } from './issue.ts';
import { makeKey } from './make-key.ts';
import { makeRequest } from './make-request.ts';
import { opensslConfig } from './openssl-config.ts';
import { orForget } from './or-forget.ts';
import { pack } from './pkcs12/pack.ts';
import { putPair } from './put-pair.ts';
import { type SettledCert, settledCert } from './settled-cert.ts';
import { touchedBy } from './touched-by.ts';
import { waitingForSignature } from './waiting-for-signature.ts';

/** The step that makes a change. Keys are made on the host and stay there; only requests come back. */
export function applyCert(change: CertChange, asked: CertDesired, current: CertState): Step {
  const desired = settledCert(asked, current);
  const { issuing } = desired;
  switch (change.is) {
    case 'issue':
      if (issuing.from === 'csr' || issuing.from === 'supplied') {
        throw new Error(`${issuing.from} does not issue`);
      }
      return dialogue(touchedBy(desired), (host) =>
        issue(host, desired, { issuer: issuing, key: change.key }),
      );
    case 'request':
      if (issuing.from !== 'csr') throw new Error(`${issuing.from} makes no request`);
      return dialogue(touchedBy(desired), (host) => request(host, desired, { issuing, key: change.key }));
    case 'install':
      return dialogue(touchedBy(desired), (host) => install(host, desired, change.key));
    case 'pack':
      if (desired.pkcs12 === undefined) throw new Error('there is no file to put it into');
      return pack(desired.pkcs12, desired);
    case 'permit': {
      const { path, permissions } = change;
      return commandOf(sh`${keepFile(path)} && ${setPermissions(path, permissions.to)}`, {
        touches: [`file:${path}`],
      });
    }
  }
}

interface Requesting {
  readonly issuing: Extract<Issuing, { from: 'csr' }>;
  readonly key: 'kept' | 'new' | 'pending';
}

async function request(
  host: Conversation,
  desired: CertDesired,
  { issuing, key }: Requesting,
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
        stdin: opensslConfig(desired.names),
        touches: touchedBy(desired),
      },
    ),
  );
  throw waitingForSignature(desired.names, issuing, made.stdout);
}

async function install(
  host: Conversation,
  desired: SettledCert,
  key: 'kept' | 'pending' | 'supplied',
): Promise<void> {
  const { issuing } = desired;
  if (issuing.from === 'csr' && issuing.signed !== undefined) {
    const newKey = key === 'pending' ? issuing.pendingKey : undefined;
    await host.run(putPair(issuing.signed.pem, newKey, desired));
  }
  if (issuing.from === 'supplied') {
    const newKey = key === 'supplied' ? waitingPath(desired.key) : undefined;
    if (newKey !== undefined) {
      await host.run(
        commandOf(takeKey(newKey, issuing.keySha256), { stdin: issuing.key, touches: touchedBy(desired) }),
      );
    }
    await orForget(host, newKey, () => host.run(putPair(issuing.chain.pem, newKey, desired)));
  }
}

function takeKey(path: string, sha256: string): Shell {
  return sh`rm -f -- ${path} && ( umask 077; set -C; cat >${path} ) || exit
[ "$(sha256sum <${path} | cut -d ' ' -f 1)" = ${sha256} ] || { rm -f -- ${path}; echo "the transfer was cut off" >&2; exit 1; }`;
}
