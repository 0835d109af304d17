import { type Conversation, commandOf } from '../../core/command.ts';
import { lines, type Shell } from '../../core/sh.ts';
import { orderCertificate } from './acme/order-certificate.ts';
import type { Issuing } from './cert-desired.ts';
import { waitingPath } from './install-pair.ts';
import { makeKey } from './make-key.ts';
import { makeRequest } from './make-request.ts';
import { makeSelfSigned, selfSignedConfig } from './make-self-signed.ts';
import { opensslConfig } from './openssl-config.ts';
import { orForget } from './or-forget.ts';
import { putPair } from './put-pair.ts';
import type { SettledCert } from './settled-cert.ts';
import { touchedBy } from './touched-by.ts';

/** Those who give a certificate in the same run in which it is asked for. */
export type Issuer = Extract<Issuing, { from: 'private-ca' | 'self-signed' | 'acme' }>;

interface Issue {
  readonly issuer: Issuer;
  readonly key: 'kept' | 'new';
}

/** Has a certificate issued for a key that never leaves the host, and puts both in place. */
export async function issue(host: Conversation, desired: SettledCert, { issuer, key }: Issue): Promise<void> {
  const newKey = key === 'new' ? waitingPath(desired.key) : undefined;
  await orForget(host, newKey, async () => {
    const pem = await issued(host, desired, { issuer, newKey });
    await host.run(putPair(pem, newKey, desired));
  });
}

interface Making {
  readonly issuer: Issuer;
  readonly newKey: string | undefined;
}

async function issued(host: Conversation, desired: SettledCert, { issuer, newKey }: Making): Promise<string> {
  const { names, days, keyType } = desired;
  const key = newKey ?? desired.key;
  const ask = async (script: Shell, config: string): Promise<string> => {
    const make = newKey === undefined ? [] : [makeKey(newKey, keyType)];
    const whole = lines([...make, script]);
    return (await host.run(commandOf(whole, { stdin: config, touches: touchedBy(desired) }))).stdout;
  };
  switch (issuer.from) {
    case 'self-signed':
      return ask(makeSelfSigned(key, days), selfSignedConfig(names, keyType));
    case 'acme': {
      const request = await ask(makeRequest(key), opensslConfig(names));
      return orderCertificate(host, issuer, { request, names });
    }
    case 'private-ca': {
      const request = await ask(makeRequest(key), opensslConfig(names));
      return issuer.ca.sign({ request, names, days });
    }
  }
}
