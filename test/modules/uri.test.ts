import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { debug } from '../../src/modules/debug.ts';
import { fail } from '../../src/modules/fail.ts';
import { uri } from '../../src/modules/uri.ts';
import { commandLines } from '../support/command-lines.ts';
import { runHere } from '../support/local-host.ts';
import { onlyBusybox } from '../support/only-busybox.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { shells } from '../support/shells.ts';
import { stateOf } from '../support/state-of.ts';
import { withoutTools } from '../support/without-tools.ts';
import { type Made, makeCertificate } from './cert/make-certificate.ts';
import { freePort, listening } from './outside/listening.ts';

let ca: Made;
let leaf: Made;
beforeAll(async () => {
  ca = await makeCertificate({ name: 'Root', ca: true });
  leaf = await makeCertificate({ name: 'localhost', by: ca });
});
afterEach(() => vi.unstubAllEnvs());

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Answers with what it was asked, as JSON; `/STATUS` with that status, `/moved` with a redirect. */
function echoing(asked: Asked[]): RequestListener {
  return (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      const { method, url, headers } = request;
      asked.push({ method, url, headers, body });
      if (url === '/moved') return response.writeHead(302, { location: '/there' }).end();
      if (url === '/page') return response.end('a page');
      if (url === '/silent') return response;
      response.writeHead(Number(/^\/(\d{3})$/.exec(url ?? '')?.[1] ?? 200), {
        'content-type': 'application/json; charset=utf-8',
        'X-Two': ['a', 'b'],
      });
      return response.end(JSON.stringify({ method, url, body, headers }));
    });
  };
}

async function server() {
  const asked: Asked[] = [];
  const open = await listening(createServer(echoing(asked)));
  return {
    asked,
    url: `http://127.0.0.1:${open.port}`,
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

/** How the host, or the controller, asks. */
const ways = ['curl', 'wget', 'controller'] as const;

async function go(way: (typeof ways)[number]): Promise<{ readonly from: 'host' | 'controller' }> {
  if (way === 'wget') await withoutTools(await scratchDirectory(), ['curl']);
  return { from: way === 'controller' ? 'controller' : 'host' };
}

describe.each(ways)('by %s', (way) => {
  it('looks, and knows the answer', async () => {
    await using open = await server();
    const given = {
      ...(await go(way)),
      url: `${open.url}/a?b=c&d='e"`,
      headers: { 'X-Own': 'it\'s "so" \\ $x' },
    };
    const { status, headers, json, content } = await stateOf(uri('u', { ...given, returnContent: true }));
    expect({ status, two: headers['x-two'] }).toEqual({ status: 200, two: 'a, b' });
    expect(json).toMatchObject({ method: 'GET', body: '', headers: { 'x-own': 'it\'s "so" \\ $x' } });
    expect(content).toContain('"method":"GET"');
  });

  it('sends what changes something, and nothing in a check', async () => {
    await using open = await server();
    const given = { ...(await go(way)), url: `${open.url}/201`, method: 'PUT', statusCode: [200, 201] };
    const body = { name: "it's ünï\n", list: [1, true], password: new Secret('hunter2\\"') };
    const task = uri('u', { ...given, body, bodyFormat: 'json' });
    expect((await runHere([task], { check: true })).outcomes).toEqual({ u: 'changed' });
    expect(open.asked).toEqual([]);
    const { events, outcomes } = await runHere([task]);
    expect(outcomes).toEqual({ u: 'changed' });
    expect(open.asked).toMatchObject([{ method: 'PUT', headers: { 'content-type': 'application/json' } }]);
    expect(JSON.parse(open.asked[0]?.body ?? '')).toEqual({ ...body, password: 'hunter2\\"' });
    expect(JSON.stringify(events)).not.toContain('hunter2');
  });

  it('sends a form, and a text as it is', async () => {
    await using open = await server();
    const given = { ...(await go(way)), url: `${open.url}/`, method: 'POST' };
    await runHere([uri('form', { ...given, body: { a: 'b c&', d: 1 }, bodyFormat: 'form-urlencoded' })]);
    await runHere([uri('text', { ...given, body: '@/etc/passwd\n\ttwo\r\n' })]);
    await runHere([uri('none', given)]);
    expect(open.asked.map(({ body }) => body)).toEqual(['a=b+c%26&d=1', '@/etc/passwd\n\ttwo\r\n', '']);
    expect(open.asked[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('says who asks by a password that nobody sees', async () => {
    await using open = await server();
    const given = { ...(await go(way)), url: `${open.url}/`, returnContent: true };
    const task = uri('u', { ...given, urlUsername: 'ann', urlPassword: new Secret('p w"#\\:d') });
    const shown = debug('d', ({ state }) => ({ value: state(task).json }));
    const { events, outcomes } = await runHere([task, shown]);
    expect(outcomes).toEqual({ u: 'ok', d: 'ok' });
    const basic = Buffer.from('ann:p w"#\\:d').toString('base64');
    expect(open.asked[0]?.headers['authorization']).toBe(`Basic ${basic}`);
    expect(JSON.stringify(events)).not.toContain('p w');
  });

  it('has nothing that is secret on a command line while it asks', async () => {
    const seen: (readonly string[])[] = [];
    const listener: RequestListener = (_, response) => {
      seen.push(commandLines(''));
      response.end();
    };
    await using open = await listening(createServer(listener));
    const given = { ...(await go(way)), url: `http://127.0.0.1:${open.port}/`, method: 'POST' };
    const secrets = { urlUsername: 'ann', urlPassword: new Secret('hunter2-a') };
    const headers = { 'X-Token': new Secret('hunter2-b') };
    const { outcomes } = await runHere([
      uri('u', { ...given, ...secrets, headers, body: new Secret('hunter2-c') }),
    ]);
    expect([outcomes['u'], seen.length]).toEqual(['changed', 1]);
    const basic = Buffer.from('ann:hunter2-a').toString('base64');
    expect(seen.flat().filter((line) => line.includes('hunter2') || line.includes(basic))).toEqual([]);
    if (way !== 'controller') expect(seen.flat().some((line) => line.startsWith(`${way} -`))).toBe(true);
  });

  it('follows redirects where it may', async () => {
    await using open = await server();
    const given = { ...(await go(way)), url: `${open.url}/moved` };
    expect((await stateOf(uri('u', given))).json).toMatchObject({ url: '/there' });
    const stays = uri('u', { ...given, followRedirects: 'none', statusCode: 302 });
    expect((await stateOf(stays)).headers['location']).toBe('/there');
    const post = { ...given, method: 'POST', statusCode: 302 };
    expect((await stateOf(uri('u', post))).status).toBe(302);
    const all = uri('u', { ...post, followRedirects: 'all', statusCode: 200, body: 'x' });
    expect((await stateOf(all)).json).toMatchObject({ url: '/there', method: 'GET', body: '' });
  });

  it('says what was wrong with the answer, or that there was none', async () => {
    await using open = await server();
    const from = await go(way);
    const port = await freePort(createServer());
    const failing = async (given: object) => {
      const task = uri('u', { ...from, url: `${open.url}/404`, ...given });
      return (await runHere([task])).outcomes['u'];
    };
    expect(await failing({})).toBe(`failed: GET ${open.url}/404 was answered by 404, not 200`);
    expect(await failing({ method: 'DELETE', statusCode: [200, 204] })).toBe(
      `failed: DELETE ${open.url}/404 was answered by 404, not 200 or 204`,
    );
    expect(await failing({ url: `http://127.0.0.1:${port}/` })).toMatch(
      /^failed: GET .* got no answer: .*\w/,
    );
    expect(await failing({ url: `${open.url}/silent`, timeoutMs: 1000 })).toMatch(/got no answer: .*\w/);
  });

  it('believes a server whose certificate is in order, or any', async () => {
    await using open = await listening(createTlsServer({ key: leaf.key, cert: leaf.pem }, echoing([])));
    const given = { ...(await go(way)), url: `https://localhost:${open.port}/` };
    await expect(stateOf(uri('u', given))).rejects.toThrow(/got no answer: .*certificate/s);
    expect((await stateOf(uri('u', { ...given, ca: ca.pem }))).status).toBe(200);
    expect((await stateOf(uri('u', { ...given, validateCerts: false }))).status).toBe(200);
    expect((await stateOf(uri('u', { ...given, ca: ca.pem, method: 'HEAD' }))).status).toBe(200);
  });
});

describe.each(shells)('in %s', (shell) => {
  it('saves an answer once, and again when it is another', async () => {
    await using open = await server();
    const dest = join(await scratchDirectory(), "-it's ünï");
    const task = uri('u', { url: `${open.url}/page`, dest });
    const outcomes = async (check: boolean) => (await runHere([task], { shell, check })).outcomes['u'];
    expect([await outcomes(true), await outcomes(false), await outcomes(false)]).toEqual([
      'changed',
      'changed',
      'ok',
    ]);
    expect(await readFile(dest, 'utf8')).toBe('a page');
    await writeFile(dest, 'other', { mode: 0o600 });
    expect([await outcomes(true), await outcomes(false), await outcomes(true)]).toEqual([
      'changed',
      'changed',
      'ok',
    ]);
    expect(await readFile(dest, 'utf8')).toBe('a page');
  });
});

it('puts back what it replaced, and leaves a file alone when the answer is wrong', async () => {
  await using open = await server();
  const dest = join(await scratchDirectory(), 'f');
  await writeFile(dest, 'before');
  const save = uri('save', { url: `${open.url}/page`, dest });
  const taken = await runHere([transaction('t', [save, fail('bad', { message: 'no' })])]);
  expect(taken.outcomes).toMatchObject({ save: 'changed' });
  expect(await readFile(dest, 'utf8')).toBe('before');
  const wrong = uri('wrong', { url: `${open.url}/500`, method: 'POST', dest });
  expect((await runHere([wrong])).outcomes['wrong']).toContain('was answered by 500');
  expect(await readFile(dest, 'utf8')).toBe('before');
  const right = uri('right', { url: `${open.url}/page`, method: 'POST', dest });
  expect((await runHere([right])).outcomes['right']).toBe('changed');
  expect(await readFile(dest, 'utf8')).toBe('a page');
});

it('asks nothing when a path says that it need not', async () => {
  await using open = await server();
  const given = { url: `${open.url}/`, creates: '/etc/passwd' };
  const { outcomes } = await runHere([uri('look', given), uri('post', { ...given, method: 'POST' })]);
  expect(outcomes).toEqual({ look: 'ok', post: 'ok' });
  expect((await stateOf(uri('look', given))).status).toBeUndefined();
  expect((await stateOf(uri('u', { url: `${open.url}/`, removes: '/no/such' }))).status).toBeUndefined();
  expect(open.asked).toEqual([]);
});

it.each([true, false])(
  'knows in a check only what nothing before can change (plain parameters: %s)',
  async (plain) => {
    await using open = await server();
    const given = { url: `${open.url}/404` };
    const tasks = [command('c', { script: sh`:` }), uri('u', plain ? given : () => given)];
    expect((await runHere(tasks, { check: true })).outcomes['u']).toBe(plain ? 'undetermined' : 'changed');
  },
);

it('makes do with the wget of busybox for a plain request, and says what it cannot', async () => {
  await using open = await server();
  await onlyBusybox(await scratchDirectory());
  const given = { url: `${open.url}/moved`, headers: { 'X-Own': 'a' }, returnContent: true };
  const { status, json } = await stateOf(uri('u', given), { shell: 'sh' });
  expect([status, json]).toMatchObject([200, { url: '/there', headers: { 'x-own': 'a' } }]);
  const wrong = { ...given, url: `${open.url}/404` };
  await expect(stateOf(uri('u', wrong))).rejects.toThrow('was answered by 404, not 200');
  expect((await stateOf(uri('u', { ...wrong, statusCode: 404 }))).status).toBe(404);
  await expect(stateOf(uri('u', { ...given, method: 'POST' }))).rejects.toThrow(
    'cannot be sent by the wget of busybox, which can GET by http only',
  );
});

it('says what is missing on the host', async () => {
  await withoutTools(await scratchDirectory(), ['curl', 'wget']);
  const { result } = await runHere([uri('u', { url: 'http://127.0.0.1/' })]);
  const outcome = result.hosts[0]?.tasks[0]?.outcome;
  expect(outcome).toMatchObject({
    error: {
      message: 'GET http://127.0.0.1/ cannot be sent from the host: curl is not installed',
      hint: expect.stringContaining('apt-get install -y curl'),
    },
  });
});

it.each([
  [{ url: 'ftp://a/' }, 'url: Invalid'],
  [{ url: 'http://a:b@c/' }, 'url: holds a name or password'],
  [{ url: 'http://a/', method: 'get' }, 'method: must be a method in capital letters'],
  [{ url: 'http://a/', headers: { 'a b': 'c' } }, 'headers.a b: Invalid key'],
  [{ url: 'http://a/', body: { a: 1 } }, 'body: must be a text'],
  [{ url: 'http://a/', body: 'a', bodyFormat: 'form-urlencoded' as const }, 'body: must be the fields'],
  [{ url: 'http://a/', urlUsername: 'a' }, 'urlPassword: comes with urlUsername'],
  [{ url: 'http://a/', dest: '/d', from: 'controller' as const }, 'dest: is for what the host asks'],
])('refuses %j', (given, message) => {
  expect(() => uri('u', given)).toThrow(message);
});

it.each([
  [{ headers: { a: 'b\nc: d' } }, 'The header a holds more than one line'],
  [{ body: 'x'.repeat(1024 * 1024 + 1) }, 'The body is longer than 1 MiB'],
  [{ body: '\0' }, 'The body holds a NUL character'],
])('refuses what cannot be sent', async (given, message) => {
  await expect(stateOf(uri('u', { url: 'http://a/', ...given }))).rejects.toThrow(message);
});
