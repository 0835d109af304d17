import { createServer as createTcpServer } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { lookOutside } from '../../../playbooks/portal-audit/outside/look-outside.ts';
import { tlsOffers } from '../../../playbooks/portal-audit/outside/tls-offers.ts';
import { type Made, makeCertificate } from '../../modules/cert/make-certificate.ts';
import { freePort, listening } from '../../modules/outside/listening.ts';

let leaf: Made;
beforeAll(async () => {
  leaf = await makeCertificate({ name: 'portal.lab', names: ['portal.lab'] });
});

const signal = new AbortController().signal;

async function offered(options: TlsOptions): Promise<Readonly<Record<string, readonly string[]>>> {
  const tls = createServer({ key: leaf.key, cert: leaf.pem, ...options });
  tls.on('tlsClientError', () => {});
  await using server = await listening(tls);
  const place = { host: '127.0.0.1', port: server.port, timeoutMs: 20_000 };
  const { offers } = await tlsOffers(place, 'portal.lab', signal);
  return Object.fromEntries(offers.map(({ protocol, ciphers }) => [protocol, ciphers.toSorted()]));
}

describe('what a server offers', () => {
  it('is found protocol by protocol and cipher by cipher', async () => {
    const ciphers = 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:TLS_AES_256_GCM_SHA384';
    expect(await offered({ ciphers, minVersion: 'TLSv1.2' })).toEqual({
      SSLv3: [],
      TLSv1: [],
      'TLSv1.1': [],
      'TLSv1.2': ['ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
      'TLSv1.3': ['TLS_AES_256_GCM_SHA384'],
    });
  });

  it('is found of old protocols too', async () => {
    const ciphers = 'ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0';
    const found = await offered({ ciphers, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
    expect(found).toMatchObject({
      TLSv1: ['ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
      'TLSv1.1': ['ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
      'TLSv1.2': [],
      'TLSv1.3': [],
    });
  });
});

describe('a port', () => {
  const target = {
    publicName: 'portal.lab',
    address: '127.0.0.1',
    portalPath: '/',
    ca: undefined,
    timeoutMs: 10_000,
  };

  it('that is closed is said to be', async () => {
    const port = await freePort(createTcpServer());
    const { tls, page, superServer } = await lookOutside(
      { ...target, plainPort: port, tlsPort: port, superServerPort: port },
      signal,
    );
    expect(tls).toEqual({ is: 'unreachable', why: `connect ECONNREFUSED 127.0.0.1:${port}` });
    expect(page.is).toBe('silence');
    expect(superServer).toMatchObject({ tls: { is: 'unreachable' }, answersPlain: false });
  });

  it.each([
    { what: 'answers something else', say: 'hello\r\n', answersPlain: true, timeoutMs: 10_000 },
    { what: 'says nothing', say: '', answersPlain: false, timeoutMs: 1_000 },
  ])('that $what speaks no TLS', async ({ say, answersPlain, timeoutMs }) => {
    const plain = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => say !== '' && socket.end(say));
    });
    await using server = await listening(plain);
    const { port } = server;
    const { tls, superServer } = await lookOutside(
      { ...target, timeoutMs, plainPort: port, tlsPort: port, superServerPort: port },
      signal,
    );
    expect([tls, superServer]).toEqual([{ is: 'no-tls' }, { tls: { is: 'no-tls' }, answersPlain }]);
  });
});
