import { createHash } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:tls';
import { afterAll, beforeAll } from 'vitest';
import { Secret } from '../../../../../src/core/secret.ts';
import { download } from '../../../../../src/modules/download.ts';
import { httpProbe } from '../../../../../src/modules/http-probe.ts';
import { tlsProbe } from '../../../../../src/modules/tls-probe.ts';
import { uri } from '../../../../../src/modules/uri.ts';
import { type Made, makeCertificate } from '../../../../modules/cert/make-certificate.ts';
import { type Listening, listening } from '../../../../modules/outside/listening.ts';
import type { ModuleCase } from '../module-case.ts';

const text = 'what the server has\n';
const secret = 'Bearer no-event-has-this';
const sha256 = createHash('sha256').update(text).digest('hex');

const open: Record<'http' | 'tls', Listening | undefined> = { http: undefined, tls: undefined };
let leaf: Made | undefined;
beforeAll(async () => {
  leaf = await makeCertificate({ name: 'portal.lab', names: ['portal.lab'] });
  open.http = await listening(createHttpServer((_, response) => response.end(text)));
  open.tls = await listening(createServer({ key: leaf.key, cert: leaf.pem }));
});
afterAll(async () => {
  for (const server of Object.values(open)) await server?.[Symbol.asyncDispose]();
});

const url = () => `http://127.0.0.1:${open.http?.port}/it%27s`;

/** Modules that ask a server, which is here and on the host that is here. */
export const askCases: readonly ModuleCase[] = [
  {
    module: 'download',
    before: 'echo old >there; chmod 600 there',
    tasks: (place) => [
      download('new', { path: `${place}/-new`, sha256, origins: [{ url: url() }] }),
      download('changed', {
        path: `${place}/there`,
        sha256,
        origins: [{ controller: `${place}/nothing` }, { url: url() }],
      }),
    ],
    tools: ['curl or wget'],
    wrong: {
      call: () => download('d', { path: '/a', origins: [{ url: 'https://www.example.com/a' }] }),
      says: 'give sha256 or signature',
    },
  },
  {
    module: 'httpProbe',
    changesNothing: true,
    tasks: () => [httpProbe('answers', { url: url(), expect: { bodyIncludes: 'server has' } })],
    wrong: { call: () => httpProbe('h', { url: 'ftp://www.example.com/' }), says: 'url: ' },
  },
  {
    module: 'tlsProbe',
    changesNothing: true,
    tasks: () => [
      tlsProbe('trusted', {
        host: '127.0.0.1',
        port: open.tls?.port ?? 0,
        servername: 'portal.lab',
        ca: leaf?.pem,
      }),
    ],
    wrong: { call: () => tlsProbe('t', { host: 'a', port: 0 }), says: 'port: ' },
  },
  {
    module: 'uri',
    before: 'echo old >there; chmod 640 there',
    tasks: (place) => [
      uri('changed', { url: url(), dest: `${place}/there`, headers: { authorization: new Secret(secret) } }),
    ],
    tools: ['curl'],
    wrong: {
      call: () => uri('u', { url: 'https://me:word@www.example.com/' }),
      says: 'url: holds a name or password',
    },
    secret,
  },
];
