import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { httpProbe } from '../../src/modules/http-probe.ts';
import { runHere } from '../support/local-host.ts';
import { type Made, makeCertificate } from './cert/make-certificate.ts';
import { freePort, listening } from './outside/listening.ts';

let ca: Made;
let leaf: Made;
beforeAll(async () => {
  ca = await makeCertificate({ name: 'Root', ca: true });
  leaf = await makeCertificate({ name: 'portal.lab', by: ca });
});

type Given = Exclude<Parameters<typeof httpProbe>[1], (...args: never[]) => unknown>;

const page =
  '<html><head><style>p {}</style><title>\n Management\n Portal </title></head><p>Welcome</p></html>';

const portal: RequestListener = (request, response) => {
  if (request.url === '/old') {
    response.writeHead(302, { location: `https://${request.headers.host}/new` }).end();
  } else if (request.url === '/down') {
    response.writeHead(503).end('<h1>\nService Unavailable</h1><p>later');
  } else if (request.url === '/flood') {
    const flood = () => response.write('x'.repeat(65_536), (error) => error || flood());
    flood();
  } else {
    const own = String(request.headers['x-own']);
    response.setHeader('X-Asked', `${request.method} ${request.headers.host} ${own}`);
    response.setHeader('Server', 'Apache');
    response.end(page);
  }
};

async function probed(given: Given): Promise<string | undefined> {
  return (await runHere([httpProbe('p', { withinMs: 0, ...given })])).outcomes['p'];
}

describe('an answer is as expected', () => {
  it('by status, page and headers', async () => {
    await using server = await listening(createServer(portal));
    const expected = {
      title: 'Management Portal',
      bodyIncludes: 'Welcome',
      headers: { Server: 'Apache', 'x-asked': /^GET 127.0.0.1:\d+ mine$/, 'x-powered-by': null },
    };
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await probed({ url, headers: { 'x-own': 'mine' }, expect: expected })).toBe('ok');
  });

  it('by a redirect, which is not followed', async () => {
    await using server = await listening(createServer(portal));
    const url = `http://127.0.0.1:${server.port}/old`;
    expect(await probed({ url, expect: { location: /^https:.*\/new$/ } })).toBe('ok');
    expect(await probed({ url, expect: { location: 'https://other/' } })).toBe(
      `failed: ${url} sent the header location: https://127.0.0.1:${server.port}/new, not https://other/`,
    );
  });

  it('by TLS, at an address that its name does not lead to', async () => {
    const server = createTlsServer({ key: leaf.key, cert: leaf.pem }, portal);
    await using open = await listening(server);
    const url = `https://portal.lab:${open.port}/`;
    const host = `portal.lab:${open.port}`;
    const given = { url, address: '127.0.0.1', ca: ca.pem, method: 'HEAD' } as const;
    expect(await probed({ ...given, expect: { headers: { 'x-asked': `HEAD ${host} undefined` } } })).toBe(
      'ok',
    );
    expect(await probed({ ...given, url: `https://shop.lab:${open.port}/` })).toContain(
      "Hostname/IP does not match certificate's altnames",
    );
    const untrusting = { url, address: '127.0.0.1' };
    expect(await probed(untrusting)).toContain(
      'is not to be trusted: unable to verify the first certificate',
    );
  });

  it('and its state has the start of the body', async () => {
    await using server = await listening(createServer(portal));
    const url = `http://127.0.0.1:${server.port}/`;
    const first = httpProbe('p', { url: `${url}flood`, withinMs: 0 });
    const seen: unknown[] = [];
    const again = httpProbe('again', (scope) => {
      const { status, body } = scope.state(first);
      seen.push(status, body.length);
      return { url };
    });
    expect((await runHere([first, again])).outcomes).toEqual({ p: 'ok', again: 'ok' });
    expect(seen).toEqual([200, 65_536]);
  });
});

describe('an answer is refused when', () => {
  it('the status is another', async () => {
    await using server = await listening(createServer(portal));
    const url = `http://127.0.0.1:${server.port}/down`;
    expect(await probed({ url })).toBe(`failed: ${url} answered 503, not 200: Service Unavailable`);
    expect(await probed({ url, expect: { status: [503, 404] } })).toBe('ok');
  });

  it.each<[string, Given['expect'], string]>([
    ['the title is another', { title: 'Login' }, 'answered the page "Management Portal", not Login'],
    ['text is missing', { bodyIncludes: 'Bye' }, 'answered without "Bye": '],
    ['a header is missing', { headers: { HSTS: /./ } }, 'sent no header HSTS, which should be /./'],
    ['a header is there', { headers: { server: null } }, 'sent the header server: Apache'],
  ])('%s', async (_, expected, words) => {
    await using server = await listening(createServer(portal));
    expect(await probed({ url: `http://127.0.0.1:${server.port}/`, expect: expected })).toContain(words);
  });

  it('nobody listens', async () => {
    const url = `http://127.0.0.1:${await freePort(createTcpServer())}/`;
    expect(await probed({ url })).toBe(`failed: ${url} refused the connection`);
  });

  it('it does not come', async () => {
    await using server = await listening(createTcpServer());
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await probed({ url, timeoutMs: 100 })).toBe(`failed: ${url} gave no whole answer within 100 ms`);
  });

  it('plain HTTP answers where TLS was asked for, and the other way round', async () => {
    await using plain = await listening(createServer(portal));
    await using secure = await listening(createTlsServer({ key: leaf.key, cert: leaf.pem }, portal));
    expect(await probed({ url: `https://127.0.0.1:${plain.port}/` })).toContain('does not speak TLS');
    expect(await probed({ url: `http://127.0.0.1:${secure.port}/` })).toContain('failed: http://127.0.0.1');
  });
});

it('waits for a service that is just starting', async () => {
  let asked = 0;
  const slow = createServer((_, response) => {
    asked += 1;
    response.writeHead(asked < 3 ? 503 : 200).end();
  });
  await using server = await listening(slow);
  expect(await probed({ url: `http://127.0.0.1:${server.port}/`, withinMs: 60_000 })).toBe('ok');
  expect(asked).toBe(3);
});
