import { X509Certificate } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { command } from '../../src/modules/command.ts';
import { tlsProbe } from '../../src/modules/tls-probe.ts';
import { runHere } from '../support/local-host.ts';
import { type Made, makeCertificate } from './cert/make-certificate.ts';
import { freePort, listening } from './outside/listening.ts';

let ca: Made;
let between: Made;
let leaf: Made;
beforeAll(async () => {
  ca = await makeCertificate({ name: 'Root', ca: true });
  between = await makeCertificate({ name: 'Between', ca: true, by: ca });
  leaf = await makeCertificate({ name: 'portal.lab', names: ['portal.lab', '127.0.0.1'], by: between });
});

function tlsServer(made: Made, chain: readonly Made[] = [], more: TlsOptions = {}) {
  const cert = [made, ...chain].map(({ pem }) => pem).join('');
  const server = createServer({ key: made.key, cert, ...more });
  server.on('tlsClientError', () => {});
  return server;
}

type Given = Exclude<Parameters<typeof tlsProbe>[1], (...args: never[]) => unknown>;

async function probed(port: number, more: Partial<Given> = {}): Promise<string | undefined> {
  const given = { host: '127.0.0.1', port, servername: 'portal.lab', ca: ca.pem, withinMs: 0, ...more };
  return (await runHere([tlsProbe('p', given)])).outcomes['p'];
}

describe('a TLS server is well when', () => {
  it('its chain is whole and for the names', async () => {
    await using server = await listening(tlsServer(leaf, [between]));
    const { port } = server;
    const fingerprint = new X509Certificate(leaf.pem).fingerprint256;
    const first = tlsProbe('first', {
      host: '127.0.0.1',
      port,
      ca: ca.pem,
      expect: { names: ['portal.lab'], daysLeft: 80, fingerprint },
    });
    const states: unknown[] = [];
    const again = tlsProbe('again', (scope) => {
      const { protocol, authorized, subject, chain, names } = scope.state(first);
      states.push({ protocol, authorized, subject, names, chain: chain.map((one) => one.subject) });
      return { host: '127.0.0.1', port, ca: ca.pem };
    });
    expect((await runHere([first, again])).outcomes).toEqual({ first: 'ok', again: 'ok' });
    expect(states).toEqual([
      {
        protocol: 'TLSv1.3',
        authorized: true,
        subject: 'CN=portal.lab',
        names: ['portal.lab', '127.0.0.1'],
        chain: ['CN=portal.lab', 'CN=Between', 'CN=Root'],
      },
    ]);
  });

  it('nobody asks whether to trust it', async () => {
    await using server = await listening(tlsServer(await makeCertificate({ name: 'other.lab' })));
    expect(await probed(server.port, { expect: { authorized: false } })).toBe('ok');
  });

  it('it begins to listen while it is waited for', async () => {
    const port = await freePort(createTcpServer());
    const waiting = probed(port, { withinMs: 10_000 });
    await using _server = await listening(tlsServer(leaf, [between]), port);
    expect(await waiting).toBe('ok');
  });

  it('it refuses old protocols', async () => {
    await using server = await listening(tlsServer(leaf, [between], { minVersion: 'TLSv1.2' }));
    expect(await probed(server.port, { expect: { protocols: { refused: ['TLSv1', 'TLSv1.1'] } } })).toBe(
      'ok',
    );
  });
});

describe('a TLS server is found wanting when', () => {
  it.each<[string, () => Promise<readonly Made[]>, Partial<Given>, string]>([
    [
      'its certificate has expired',
      async () => [await makeCertificate({ name: 'portal.lab', by: ca, from: -9, to: -2 })],
      {},
      'the certificate expired on 20',
    ],
    [
      'its issuer has expired',
      async () => {
        const old = await makeCertificate({ name: 'Old', ca: true, by: ca, from: -9, to: -2 });
        return [await makeCertificate({ name: 'portal.lab', by: old }), old];
      },
      {},
      'the certificate of the issuer (CN=Old) expired on 20',
    ],
    [
      'its certificate is not valid yet',
      async () => [await makeCertificate({ name: 'portal.lab', by: ca, from: 2 })],
      {},
      'the certificate is not valid before 20',
    ],
    [
      'its certificate is self-signed',
      async () => [await makeCertificate({ name: 'portal.lab' })],
      {},
      'the certificate (CN=portal.lab) is self-signed and not trusted here',
    ],
    [
      'its chain lacks the intermediate',
      async () => [leaf],
      {},
      'unable to verify the first certificate: the chain is incomplete, or CN=Between is not trusted here',
    ],
    [
      'its root is another',
      async () => {
        const other = await makeCertificate({ name: 'Other', ca: true });
        return [await makeCertificate({ name: 'portal.lab', by: other }), other];
      },
      {},
      'the root of the chain (CN=Other) is not trusted here',
    ],
    [
      'it is called by another name',
      async () => [leaf, between],
      { servername: 'shop.lab' },
      'the certificate is not for shop.lab; it is for portal.lab, 127.0.0.1',
    ],
    [
      'a name is missing',
      async () => [leaf, between],
      { expect: { names: ['portal.lab', 'more.lab'] } },
      'the certificate is not for more.lab; it is for portal.lab, 127.0.0.1',
    ],
    [
      'its certificate ends too soon',
      async () => [leaf, between],
      { expect: { daysLeft: 200 } },
      'in 89 days, and should hold for 200',
    ],
    [
      'its certificate is another one',
      async () => [leaf, between],
      { expect: { fingerprint: 'ab'.repeat(32) } },
      'the certificate is another one: its SHA-256 fingerprint is',
    ],
  ])('%s', async (_, make, more, words) => {
    const [own = leaf, ...chain] = await make();
    await using server = await listening(tlsServer(own, chain));
    const outcome = await probed(server.port, more);
    expect(outcome).toContain(`failed: 127.0.0.1:${server.port}: `);
    expect(outcome).toContain(words);
  });

  it('it accepts TLSv1.1', async () => {
    const weak = { minVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    await using server = await listening(tlsServer(leaf, [between], weak));
    const outcome = await probed(server.port, { expect: { protocols: { refused: ['TLSv1', 'TLSv1.1'] } } });
    expect(outcome).toBe(
      `failed: 127.0.0.1:${server.port}: protocol TLSv1.1 was accepted, and should be refused`,
    );
  });

  it('it does not offer TLSv1.3', async () => {
    await using server = await listening(tlsServer(leaf, [between], { maxVersion: 'TLSv1.2' }));
    const outcome = await probed(server.port, { minVersion: 'TLSv1.3' });
    expect(outcome).toContain('offers none of the protocols that were asked for');
  });

  it('it speaks plain HTTP', async () => {
    await using server = await listening(createHttpServer());
    expect(await probed(server.port)).toBe(`failed: 127.0.0.1:${server.port} does not speak TLS`);
  });

  it('nobody listens', async () => {
    const port = await freePort(createTcpServer());
    expect(await probed(port)).toBe(`failed: 127.0.0.1:${port} refused the connection`);
  });

  it('it says nothing', async () => {
    await using server = await listening(createTcpServer());
    expect(await probed(server.port, { timeoutMs: 1_000 })).toBe(
      `failed: 127.0.0.1:${server.port} accepted the connection and then said nothing for 1000 ms`,
    );
  });

  it('it hangs up', async () => {
    await using server = await listening(createTcpServer((socket) => socket.end()));
    expect(await probed(server.port)).toBe(
      `failed: 127.0.0.1:${server.port} closed the connection without an answer`,
    );
  });

  it('the CA to trust is not there', async () => {
    expect(await probed(1, { ca: 'nowhere.pem' })).toContain('The CA to trust cannot be read');
  });
});

describe('a TLS probe', () => {
  it('ends at once when the run is cancelled', async () => {
    await using server = await listening(createTcpServer());
    const stop = new AbortController();
    const anHour = { timeoutMs: 3_600_000, withinMs: 3_600_000 };
    const task = tlsProbe('p', { host: '127.0.0.1', port: server.port, ...anHour });
    const running = runHere([task], { signal: stop.signal });
    stop.abort(new Error('stopped by the test'));
    expect((await running).result.hosts[0]?.outcome).toBe('cancelled');
  });

  it('cannot know in check mode what a change before it would bring', async () => {
    const tasks = [
      command('change', { script: sh`true` }),
      tlsProbe('p', { host: '127.0.0.1', port: 1, ca: 'not-made-yet.pem' }),
    ];
    expect((await runHere(tasks, { check: true })).outcomes).toEqual({
      change: 'changed',
      p: 'undetermined',
    });
  });
});
