import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import ssh2, { type Client } from 'ssh2';
import type { Target } from '../job.ts';

/** Connects as ssh2 does it by itself, but for small packets being sent at once. The host's key is verified. */
export async function logIn({ address, port, user, keyFile, hostKey }: Target): Promise<Client> {
  const client = new ssh2.Client();
  const ready = once(client, 'ready');
  client.connect({
    host: address,
    port,
    username: user,
    privateKey: readFileSync(keyFile),
    hostVerifier: (key: Buffer) => key.toString('base64') === hostKey.split(' ')[1],
  });
  client.setNoDelay(true);
  await ready;
  return client;
}
