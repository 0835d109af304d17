import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { download } from '../../../src/modules/download.ts';
import { commandLines } from '../../support/command-lines.ts';
import { runHere } from '../../support/local-host.ts';
import { onlyBusybox } from '../../support/only-busybox.ts';
import { portOf } from '../../support/port-of.ts';
import { withoutTools } from '../../support/without-tools.ts';
import { makeCertificate } from '../cert/make-certificate.ts';
import { listening } from '../outside/listening.ts';

const content = Buffer.from('what was released\n'.repeat(10_000));
const sha256 = createHash('sha256').update(content).digest('hex');
const token = 'open "sesame" \\ $(id)';

let root = '';
let server: Server;
let url = '';
let asked: IncomingMessage[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-url-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${portOf(server)}/r.tar`;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  await rm(root, { recursive: true, force: true });
});

const path = () => join(root, 'r.tar');
const fetched = async (origin: object = {}) => {
  const run = await runHere([download('d', { path: path(), sha256, origins: [{ url, ...origin }] })]);
  const notes = run.events.flatMap((event) => (event.is === 'task-note' ? [event.note] : []));
  return { outcome: run.outcomes['d'], words: JSON.stringify(run.events), notes: notes.join('\n') };
};
const whole = (_: IncomingMessage, response: ServerResponse) => void response.end(content);
/** Gives half of it and hangs up; who asks for the rest gets it. */
const interrupted = ({ headers: { range } }: IncomingMessage, response: ServerResponse) => {
  if (range === undefined) {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, content.length / 2), () => response.socket?.destroy());
    return;
  }
  const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
  if (from >= content.length) return void response.writeHead(416).end();
  const span = `bytes ${from}-${content.length - 1}/${content.length}`;
  response.writeHead(206, { 'content-range': span }).end(content.subarray(from));
};

describe('headers', () => {
  const guarded = (request: IncomingMessage, response: ServerResponse) =>
    request.headers.authorization === token ? whole(request, response) : void response.writeHead(403).end();
  const headers = { Authorization: new Secret(token), 'X-Plain': 'a b' };

  it('are sent along, and a secret one is seen nowhere', async () => {
    answer = guarded;
    expect((await fetched()).outcome).toContain('failed');
    const { outcome, words } = await fetched({ headers });
    expect(outcome).toBe('changed');
    expect(asked.at(-1)?.headers['x-plain']).toBe('a b');
    expect(words).not.toContain('sesame');
    expect(await readdir(root)).toEqual(['r.tar']);
  });

  it.each(['curl', 'wget'])(
    'and the password of a URL are not on the command line of %s',
    async (program) => {
      if (program === 'wget') await withoutTools(root, ['curl']);
      const seen: (readonly string[])[] = [];
      answer = (request, response) => {
        seen.push(commandLines(''));
        whole(request, response);
      };
      const secret = url.replace('//', '//me:hunter2@');
      expect((await fetched({ headers, url: secret })).outcome).toBe('changed');
      expect(asked[0]?.headers.authorization).toBe(token);
      expect(seen.flat().filter((line) => /sesame|hunter2/.test(line))).toEqual([]);
      expect(seen.flat().some((line) => line.startsWith(`${program} -`))).toBe(true);
    },
  );

  it('are not sent by a program that shows them to everybody', async () => {
    await onlyBusybox(root);
    answer = guarded;
    const { outcome, notes } = await fetched({ headers });
    expect(`${outcome}\n${notes}`).toContain('the wget of this host shows headers to everybody');
    expect(asked).toEqual([]);
  });

  it.each([{ 'X\n': 'a' }, { X: 'a\nb' }])('are refused when they are none: %o', (wrong) => {
    expect(() => download('d', { path: '/r', sha256, origins: [{ url, headers: wrong }] })).toThrow(
      'origins.0',
    );
  });
});

it.each([{}, { headers: { 'X-Plain': 'a' } }])('is for all to read, with %o too', async (origin) => {
  answer = whole;
  expect((await fetched(origin)).outcome).toBe('changed');
  expect(((await stat(path())).mode & 0o777).toString(8)).toBe('644');
});

it('asks the proxy that it is given', async () => {
  answer = whole;
  const origin = { url: 'http://nowhere.invalid/r.tar', proxy: new URL(url).origin };
  expect((await fetched(origin)).outcome).toBe('changed');
  expect(asked.map((request) => request.url)).toEqual(['http://nowhere.invalid/r.tar']);
});

it.each(['curl', 'wget'])('trusts by %s the CA that it is given, and no other', async (program) => {
  const ca = await makeCertificate({ name: 'Root', ca: true });
  const leaf = await makeCertificate({ name: 'localhost', by: ca });
  const secure = createTlsServer({ cert: leaf.pem, key: leaf.key }, whole);
  await using open = await listening(secure);
  if (program === 'wget') await withoutTools(root, ['curl']);
  const origin = { url: `https://localhost:${open.port}/r.tar` };
  expect((await fetched(origin)).outcome).toContain('failed');
  const file = join(root, 'ca.pem');
  await writeFile(file, ca.pem);
  expect((await fetched({ ...origin, ca: file })).outcome).toBe('changed');
  expect((await fetched({ ...origin, ca: join(root, 'none') })).outcome).toContain(
    'The CA to trust cannot be read on this machine',
  );
});

it.each([
  [{ ca: '-----BEGIN CERTIFICATE-----' }, 'trusts any server'],
  [{ url: 'http://me:hunter2@127.0.0.1/r.tar' }, 'shows the password of a URL to everybody'],
])('is told what its wget cannot do: %o', async (origin, words) => {
  await onlyBusybox(root);
  const { outcome, notes } = await fetched(origin);
  expect(`${outcome}\n${notes}`).toContain(`the wget of this host ${words}`);
});

describe('a fetch that was interrupted', () => {
  it('goes on where it was', async () => {
    answer = interrupted;
    expect((await fetched()).outcome).toContain('failed');
    expect(await readdir(root)).toEqual([`.drover-${sha256.slice(0, 16)}.part`]);
    expect((await fetched()).outcome).toBe('changed');
    expect(asked.map(({ headers }) => headers.range)).toEqual([undefined, `bytes=${content.length / 2}-`]);
    expect(await readFile(path())).toEqual(content);
    expect(await readdir(root)).toEqual(['r.tar']);
  });

  it.each([
    ['knows no parts', content.subarray(0, 100), whole],
    ['has no more', Buffer.concat([content, content]), interrupted],
  ])('begins anew where the server %s', async (_, part, how) => {
    await writeFile(join(root, `.drover-${sha256.slice(0, 16)}.part`), part);
    answer = (request, response) =>
      request.headers.range === undefined ? whole(request, response) : how(request, response);
    expect((await fetched()).outcome).toBe('changed');
    expect(await readFile(path())).toEqual(content);
  });

  it('begins anew where what was kept is no part of it', async () => {
    await writeFile(join(root, `.drover-${sha256.slice(0, 16)}.part`), 'something else');
    answer = (request, response) =>
      request.headers.range === undefined ? whole(request, response) : interrupted(request, response);
    expect((await fetched()).outcome).toBe('changed');
    expect(asked.map(({ headers }) => headers.range)).toEqual(['bytes=14-', undefined]);
  });
});
