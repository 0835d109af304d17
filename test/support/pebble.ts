import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '../modules/cert/make-certificate.ts';
import { startDaemon } from './daemon.ts';
import { freePort } from './free-port.ts';

const binary = '/usr/bin/pebble';

/** Pebble, the ACME server that Let's Encrypt tests clients by, on loopback, with a DNS of its own. */
export interface Pebble extends AsyncDisposable {
  readonly server: string;
  /** The file of the CA that its own certificate is by. */
  readonly ca: string;
  /** Where it looks for the answers to http-01, whatever the name. */
  readonly httpPort: number;
  /** Where the records of its DNS are set: POST /set-txt, /clear-txt. */
  readonly dns: string;
}

export interface PebbleOptions {
  /** Only accounts that are bound to this key (base64url) may order. */
  readonly externalAccount?: { readonly keyId: string; readonly key: string };
}

/** Why there is none; undefined when there is. In CI there is no excuse. */
export function noPebble(): string | undefined {
  if (process.env['CI'] === 'true' || existsSync(binary)) return undefined;
  return `${binary} is not installed`;
}

export async function startPebble({ externalAccount }: PebbleOptions = {}): Promise<Pebble> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-pebble-'));
  const [port, management, httpPort, dnsPort, dnsManagement] = await Promise.all(
    Array.from({ length: 5 }, freePort),
  );
  const own = await makeCertificate({ name: 'pebble', names: ['127.0.0.1'] });
  const [ca, key, config] = ['ca.pem', 'key.pem', 'pebble.json'].map((name) => join(directory, name));
  if (ca === undefined || key === undefined || config === undefined) throw new Error('three names');
  await writeFile(ca, own.pem);
  await writeFile(key, own.key);
  const settings = {
    listenAddress: `127.0.0.1:${port}`,
    managementListenAddress: `127.0.0.1:${management}`,
    certificate: ca,
    privateKey: key,
    httpPort,
    tlsPort: httpPort,
    externalAccountBindingRequired: externalAccount !== undefined,
    ...(externalAccount && {
      externalAccountMACKeys: { [externalAccount.keyId]: externalAccount.key },
    }),
  };
  await writeFile(config, JSON.stringify({ pebble: settings }));
  const none = ['-http01', '', '-https01', '', '-tlsalpn01', ''];
  const places = [
    '-defaultIPv6',
    '',
    '-dns01',
    `127.0.0.1:${dnsPort}`,
    '-management',
    `127.0.0.1:${dnsManagement}`,
  ];
  const dns = await start(['pebble-challtestsrv', ...none, ...places], 'Starting management server');
  // It would wait some seconds before it looks, as if it were far away.
  const words = [
    'env',
    'PEBBLE_VA_NOSLEEP=1',
    binary,
    '-config',
    config,
    '-dnsserver',
    `127.0.0.1:${dnsPort}`,
  ];
  const pebble = await start(words, 'ACME directory available at');
  return {
    server: `https://127.0.0.1:${port}/dir`,
    ca,
    httpPort: httpPort ?? 0,
    dns: `http://127.0.0.1:${dnsManagement}`,
    [Symbol.asyncDispose]: async () => {
      await pebble.kill();
      await dns.kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** They tell their log on standard output. */
function start(words: readonly string[], ready: string) {
  return startDaemon('sh', ['-c', 'exec "$@" 1>&2', 'sh', ...words], {
    isReady: (log) => log.includes(ready),
  });
}
