import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { z } from 'zod';
import { play } from '../../../src/core/play.ts';
import { Secret } from '../../../src/core/secret.ts';
import { sh } from '../../../src/core/sh.ts';
import { command } from '../../../src/modules/command.ts';
import { download } from '../../../src/modules/download.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { runHere } from '../../support/local-host.ts';
import { ownNetwork } from '../../support/own-network.ts';
import { runOn } from '../../support/run-on.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';
import { signer } from '../../support/signer.ts';
import { webProxy } from '../../support/web-proxy.ts';
import { withoutTools } from '../../support/without-tools.ts';
import { type Made, makeCertificate } from '../cert/make-certificate.ts';
import { freePort, listening } from '../outside/listening.ts';

const content = Buffer.from('what was released\n'.repeat(20_000));
const sha256 = createHash('sha256').update(content).digest('hex');
const isRoot = process.getuid?.() === 0;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let ca: Made;
let leaf: Made;
let root = '';
let cache = '';
beforeAll(async () => {
  ca = await makeCertificate({ name: 'Root', ca: true });
  leaf = await makeCertificate({ name: 'localhost', by: ca });
});
beforeEach(async () => {
  root = await scratchDirectory();
  cache = join(root, 'cache', 'drover', 'downloads');
  vi.stubEnv('XDG_CACHE_HOME', join(root, 'cache'));
  for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']) {
    vi.stubEnv(name, '');
    vi.stubEnv(name.toUpperCase(), '');
  }
});
afterEach(() => vi.unstubAllEnvs());

const whole: Answer = (_, response) => void response.end(content);
const path = () => join(root, 'r.tar');

async function serving(answer: Answer, { tls = false } = {}) {
  const asked: IncomingMessage[] = [];
  const on: Answer = (request, response) => {
    asked.push(request);
    answer(request, response);
  };
  const open = await listening(
    tls ? createTlsServer({ cert: leaf.pem, key: leaf.key }, on) : createServer(on),
  );
  onTestFinished(() => open[Symbol.asyncDispose]());
  return { asked, url: tls ? `https://localhost:${open.port}/r.tar` : `http://127.0.0.1:${open.port}/r.tar` };
}

type Origin = z.input<typeof download.spec.params>['origins'][number];
type UrlOrigin = Extract<Origin, { readonly url: string }>;

const fetching = (origin: UrlOrigin, more: object = {}) =>
  download('d', { path: path(), sha256, origins: [{ from: 'controller', ...origin }], ...more });
const outcomeOf = async (...given: Parameters<typeof fetching>) =>
  (await runHere([fetching(...given)])).outcomes['d'];

describe.runIf(isRoot).each(shells)('a host without a way out, in %s', (inside) => {
  it('gets what the controller has fetched, and in a check nothing is fetched at all', async () => {
    const { shell } = await ownNetwork({ inside });
    const { asked, url } = await serving(whole);
    const host = await runHere([download('d', { path: path(), sha256, origins: [{ url }] })], { shell });
    expect(host.outcomes['d']).toMatch(/^failed: /);
    expect((await runHere([fetching({ url })], { shell, check: true })).outcomes).toEqual({ d: 'changed' });
    expect([asked, await readdir(root)]).toEqual([[], []]);
    const run = await runHere([fetching({ url })], { shell });
    expect(run.outcomes).toEqual({ d: 'changed' });
    expect(await readFile(path())).toEqual(content);
    expect(((await stat(path())).mode & 0o777).toString(8)).toBe('644');
    expect(await readdir(root)).toEqual(['cache', 'r.tar']);
    expect((await runHere([fetching({ url })], { shell })).outcomes).toEqual({ d: 'ok' });
    const progress = run.events.flatMap((event) =>
      event.is === 'task-progress' ? [event.progress.fraction] : [],
    );
    expect(progress.at(-1)).toBe(1);
  });
});

describe('what the controller has fetched', () => {
  it('is fetched once for all hosts, also when they want it at the same time', async () => {
    const { asked, url } = await serving(whole);
    const names = Array.from({ length: 20 }, (_, at) => `host${at}`);
    const hosts = names.map((name) => ({ name, groups: [], vars: {} }));
    const task = download('d', ({ host }) => ({
      path: join(root, host.name),
      sha256,
      origins: [{ url, from: 'controller' }],
    }));
    const { outcomes } = await runOn(hosts, [play({ name: 'p', hosts: 'all', tasks: [task] })], {
      lookAhead: true,
      preflight: 'none',
      reachOf: (host) => ({
        connect: (signal) => localTransport().connect(host, signal),
        shell: 'sh',
        becomePassword: undefined,
      }),
    });
    expect(Object.values(outcomes)).toEqual(names.map(() => 'ok'));
    expect(asked).toHaveLength(1);
    expect(await readFile(join(root, 'host19'))).toEqual(content);
  });

  it('is kept by its digest, for this user alone, and serves the next run', async () => {
    const { asked, url } = await serving(whole);
    await outcomeOf({ url });
    expect([await readdir(cache), ((await stat(cache)).mode & 0o777).toString(8)]).toEqual([[sha256], '700']);
    expect(await outcomeOf({ url }, { path: join(root, 'again') })).toBe('changed');
    expect(asked).toHaveLength(1);
  });

  it('is fetched again when somebody has changed it', async () => {
    const { asked, url } = await serving(whole);
    await mkdir(cache, { recursive: true });
    await writeFile(join(cache, sha256), 'something else');
    expect(await outcomeOf({ url })).toBe('changed');
    expect(asked).toHaveLength(1);
    expect(await readFile(path())).toEqual(content);
  });

  it('is not kept for longer than a month', async () => {
    const { url } = await serving(whole);
    await mkdir(cache, { recursive: true });
    const old = join(cache, '0'.repeat(64));
    await writeFile(old, 'old');
    const then = new Date(Date.now() - 31 * 86_400_000);
    await utimes(old, then, then);
    await outcomeOf({ url });
    expect(await readdir(cache)).toEqual([sha256]);
  });

  it('needs no curl on the host, and its signature is checked there', async () => {
    using alice = signer('alice');
    const signature = await alice.sign(content.toString());
    const given: Readonly<Record<string, Uint8Array | string>> = {
      '/r.tar': content,
      '/r.tar.asc': signature,
      '/KEYS': alice.publicKey,
    };
    const { url } = await serving(({ url: asked = '' }, response) => void response.end(given[asked]));
    const at = (name: string) => ({ url: new URL(name, url).href, from: 'controller' as const });
    await withoutTools(root, ['curl', 'wget']);
    const task = download('d', {
      path: path(),
      origins: [at('KEYS'), at('r.tar')],
      signature: {
        origins: [at('r.tar.asc')],
        keys: { origins: [at('KEYS')] },
        fingerprints: [alice.fingerprint],
      },
    });
    const { outcomes, events } = await runHere([task]);
    expect(outcomes).toEqual({ d: 'changed' });
    expect(events.flatMap((event) => (event.is === 'task-note' ? [event.note] : []))).toEqual([
      expect.stringContaining('bad signature'),
    ]);
  });
});

describe('a request of the controller', () => {
  it('has headers that no host is told, to the end of its redirects', async () => {
    const token = 'Bearer sesame';
    const { asked, url } = await serving((request, response) => {
      if (request.url === '/moved') return void response.writeHead(302, { location: '/r.tar' }).end();
      if (request.headers.authorization !== token) return void response.writeHead(403).end();
      return whole(request, response);
    });
    const moved = new URL('/moved', url).href;
    const run = await runHere([fetching({ url: moved, headers: { Authorization: new Secret(token) } })]);
    expect(run.outcomes).toEqual({ d: 'changed' });
    expect(JSON.stringify(run.events)).not.toContain('sesame');
    expect(asked).toHaveLength(2);
  });

  it('tells its credentials to no other server', async () => {
    const other = await serving(whole);
    const { url } = await serving(
      (_, response) => void response.writeHead(302, { location: other.url }).end(),
    );
    expect(await outcomeOf({ url: url.replace('//', '//me:sesame@') })).toBe('changed');
    expect(other.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('says who asks as the URL does, and names no password', async () => {
    const { asked, url } = await serving((_, response) => void response.writeHead(401).end());
    const outcome = await outcomeOf({ url: url.replace('//', '//me:ses%40me@') });
    expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:ses@me').toString('base64')}`);
    expect(outcome).toContain(`${url} by the controller: ${url} was answered by 401`);
    expect(outcome).not.toContain('ses%40me');
  });

  it('trusts the CA that it is given, and no other server', async () => {
    const { url } = await serving(whole, { tls: true });
    expect(await outcomeOf({ url })).toContain('is not to be trusted');
    expect(await outcomeOf({ url, ca: ca.pem })).toBe('changed');
  });

  it('goes through the proxy that it is given, or that the environment names', async () => {
    const plain = await serving(whole);
    const tls = await serving(whole, { tls: true });
    await using proxy = await webProxy('me:sesame');
    expect(await outcomeOf({ url: plain.url, proxy: proxy.url })).toBe('changed');
    vi.stubEnv('https_proxy', proxy.url);
    vi.stubEnv('XDG_CACHE_HOME', join(root, 'another cache'));
    const more = { path: join(root, 'tls') };
    expect(await outcomeOf({ url: tls.url, ca: ca.pem }, more)).toBe('changed');
    const { host } = new URL(tls.url);
    expect(proxy.asked).toEqual([`GET ${plain.url}`, `CONNECT ${host}`]);
  });

  it('says when it is the proxy that fails', async () => {
    await using proxy = await webProxy('me:sesame');
    const nobody = `http://me:sesame@127.0.0.1:${await freePort(createServer())}`;
    const by = (given: string) => outcomeOf({ url: 'https://nowhere.invalid/r.tar', proxy: given });
    const { port } = new URL(proxy.url);
    expect(await by(`http://127.0.0.1:${port}`)).toContain(
      `The proxy http://127.0.0.1:${port}/ lets nothing through: it answered 407`,
    );
    const words = await by(nobody);
    expect(words).toContain('refused the connection');
    expect(words).not.toContain('sesame');
    vi.stubEnv('https_proxy', 'socks5://127.0.0.1:1');
    expect(await outcomeOf({ url: 'https://nowhere.invalid/r.tar' })).toContain(
      'socks5://127.0.0.1:1 is no proxy that speaks HTTP',
    );
  });
});

describe('a fetch by the controller that fails', () => {
  it('leaves the next origin, and says why', async () => {
    const { url } = await serving((request, response) =>
      request.url === '/r.tar' ? whole(request, response) : void response.writeHead(404).end(),
    );
    const nobody = `http://127.0.0.1:${await freePort(createServer())}/r.tar`;
    const wrong = await serving((_, response) => void response.end('something else'));
    const controller = (one: string) => ({ url: one, from: 'controller' as const });
    const origins = [nobody, new URL('/none', url).href, wrong.url, url].map(controller);
    const { outcomes, events } = await runHere([download('d', { path: path(), sha256, origins })]);
    expect(outcomes).toEqual({ d: 'changed' });
    const notes = events.flatMap((event) => (event.is === 'task-note' ? [event.note] : []));
    expect(notes).toEqual([
      `${nobody} by the controller: ${nobody} refused the connection`,
      `${new URL('/none', url).href} by the controller: ${new URL('/none', url).href} was answered by 404`,
      expect.stringMatching(/gives has the sha256 [0-9a-f]{64}, not [0-9a-f]{64} as wanted$/),
    ]);
    expect(await readdir(cache)).toEqual([sha256]);
  });

  it.each([
    ['goes on where it was', true],
    ['begins anew where the server knows no parts', false],
  ])('when it was interrupted, %s', async (_, knowsParts) => {
    const large = Buffer.concat(Array.from({ length: 20 }, () => content));
    const digest = createHash('sha256').update(large).digest('hex');
    const { asked, url } = await serving(({ headers: { range } }, response) => {
      if (asked.length === 1) {
        response.writeHead(200, { 'content-length': large.length });
        const half = large.subarray(0, large.length / 2);
        return void response.write(half, () => response.socket?.destroy());
      }
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1]);
      if (!knowsParts) return void response.end(large);
      const span = `bytes ${from}-${large.length - 1}/${large.length}`;
      return void response.writeHead(206, { 'content-range': span }).end(large.subarray(from));
    });
    expect(await outcomeOf({ url }, { sha256: digest })).toContain('closed the connection before the end');
    expect(await readdir(root)).toEqual(['cache']);
    expect(await readdir(cache)).toEqual([`${digest}.part`]);
    const { size } = await stat(join(cache, `${digest}.part`));
    expect(size).toBeGreaterThan(0);
    expect(await outcomeOf({ url }, { sha256: digest })).toBe('changed');
    expect(asked.map(({ headers }) => headers.range)).toEqual([undefined, `bytes=${size}-`]);
    expect([(await readFile(path())).equals(large), await readdir(cache)]).toEqual([true, [digest]]);
  });

  it.each([
    ['is no part of it', Buffer.from('something else')],
    ['is more than all of it', Buffer.concat([content, content])],
  ])('begins anew when what was kept %s', async (_, part) => {
    const { url } = await serving(({ headers: { range } }, response) => {
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
      if (from === 0) return void response.end(content);
      if (from >= content.length) return void response.writeHead(416).end();
      const span = `bytes ${from}-${content.length - 1}/${content.length}`;
      return void response.writeHead(206, { 'content-range': span }).end(content.subarray(from));
    });
    await mkdir(cache, { recursive: true });
    await writeFile(join(cache, `${sha256}.part`), part);
    expect(await outcomeOf({ url })).toBe('changed');
    expect(await readFile(path())).toEqual(content);
  });

  it('says when there was no whole file in time', async () => {
    const { url } = await serving((_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write('what');
    });
    expect(await outcomeOf({ url }, { timeoutMs: 200 })).toContain(`${url} gave no whole file within 0.2 s`);
  });

  it('says where it cannot be kept', async () => {
    const { url } = await serving(whole);
    await writeFile(join(root, 'cache'), '');
    expect(await outcomeOf({ url })).toContain(`The controller cannot keep ${url}: ENOTDIR`);
  });

  it.runIf(isRoot)('says when there is no space for it, on the controller or the host', async () => {
    const { url } = await serving(whole);
    const small = join(root, 'small');
    await mkdir(small);
    execFileSync('sh', ['-c', 'mount -t tmpfs -o size=64k none "$1"', 'sh', small]);
    onTestFinished(() => void execFileSync('sh', ['-c', 'umount "$1"', 'sh', small]));
    expect(await outcomeOf({ url }, { path: join(small, 'r.tar') })).toContain('No space left on device');
    expect(await readdir(small)).toEqual([]);
    vi.stubEnv('XDG_CACHE_HOME', small);
    expect(await outcomeOf({ url })).toContain(`The controller has no space to keep ${url}`);
  });

  it('ends with the run, and leaves what came for the next', async () => {
    const stop = new AbortController();
    const { url } = await serving((_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000));
    });
    const after = command('after', { script: sh`:` });
    const { outcomes } = await runHere([fetching({ url }), after], {
      signal: stop.signal,
      onEvent: ({ is }) => {
        if (is === 'task-progress') stop.abort(new Error('that is enough'));
      },
    });
    expect(outcomes['after']).not.toBe('changed');
    expect((await stat(join(cache, `${sha256}.part`))).size).toBe(1000);
  });
});
