import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DefinitionError } from '../../src/core/errors.ts';
import { transaction } from '../../src/core/task.ts';
import { curlProgress } from '../../src/modules/download/curl-progress.ts';
import { nameOf } from '../../src/modules/download/source.ts';
import { download } from '../../src/modules/download.ts';
import { file } from '../../src/modules/file.ts';
import { type FileServer, fileServer } from '../support/file-server.ts';
import { freePort } from '../support/free-port.ts';
import { type LocalRun, runHere } from '../support/local-host.ts';
import { onlyBusybox } from '../support/only-busybox.ts';

const content = 'what was released\n'.repeat(1000);
const sha256 = createHash('sha256').update(content).digest('hex');

let root = '';
let server: FileServer;

beforeAll(async () => {
  server = await fileServer({ 'r.tar': content, 'other.tar': 'something else' });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-download-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

const at = (name: string) => ({ url: `${server.url}/${name}` });
const notesOf = ({ events }: LocalRun) =>
  events.flatMap((event) => (event.is === 'task-note' ? [event.note] : []));

describe('parameters', () => {
  it('refuse a file that nothing vouches for', () => {
    expect(() => download('d', { path: '/r', origins: [at('r.tar')] })).toThrow(
      'a file that nothing vouches for is not downloaded',
    );
  });

  it.each([
    ['an unknown scheme', { origins: [{ url: 'ftp://example.org/r' }] }],
    ['no origin', { origins: [] }],
    ['a file of a source package with a slash', { origins: [{ apt: 'apr', file: '../r' }] }],
    ['a short digest', { sha256: 'abc', origins: [{ url: 'https://example.org/r' }] }],
  ])('refuse %s', (_what, given) => {
    expect(() => download('d', { path: '/r', sha256, ...given })).toThrow(DefinitionError);
  });

  it('take a fingerprint with spaces, and only a whole one', () => {
    const { params } = download.spec;
    const given = (fingerprint: string) => ({
      path: '/r',
      origins: [at('r.tar')],
      signature: { origins: [at('r.tar.asc')], keys: { origins: [at('KEYS')] }, fingerprints: [fingerprint] },
    });
    expect(params.parse(given('65b2 '.repeat(10))).signature?.fingerprints).toEqual(['65B2'.repeat(10)]);
    expect(params.safeParse(given('82781DE46D5954FA')).success).toBe(false);
  });
});

it('reads the progress of curl', () => {
  expect(curlProgress('########             12.5%')).toEqual({ text: '12 % fetched', fraction: 0.125 });
  expect(curlProgress('curl: (22) The requested URL returned error: 404')).toBeUndefined();
});

it('does not name the password of a URL', () => {
  expect(nameOf({ from: 'host', url: 'https://me:secret@example.org/r' })).toBe('https://example.org/r');
});

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('fetches from the first origin that gives the right file, and says why the others did not', async () => {
    const path = join(root, "it's $(here)\n", '-r.tar');
    const nobody = `http://127.0.0.1:${await freePort()}/r.tar`;
    const tasks = () => [
      download('d', {
        path,
        sha256,
        origins: [
          { url: nobody },
          at('none.tar'),
          at('truncated/r.tar'),
          at('other.tar'),
          { controller: 'no such file' },
          at('moved/r.tar'),
        ],
      }),
    ];
    expect((await runHere(tasks(), { shell, check: true })).outcomes).toEqual({ d: 'changed' });
    expect(await readdir(root)).toEqual([]);
    const run = await runHere(tasks(), { shell });
    expect(run.outcomes).toEqual({ d: 'changed' });
    expect(await readFile(path, 'utf8')).toBe(content);
    expect(await readdir(join(path, '..'))).toEqual(['-r.tar']);
    const notes = notesOf(run);
    expect(notes).toHaveLength(5);
    expect(notes[0]).toMatch(/curl: \(7\) Failed to connect/);
    expect(notes[1]).toContain('404');
    expect(notes[2]).toContain('curl: (18)');
    expect(notes[3]).toMatch(new RegExp(`sha256 is [0-9a-f]{64}, not ${sha256} as wanted`));
    expect(notes[4]).toContain(`the controller has no file ${join(process.cwd(), 'no such file')}`);
    expect((await runHere(tasks(), { shell })).outcomes).toEqual({ d: 'ok' });
  });

  it('fetches again what was changed on the host', async () => {
    const path = join(root, 'r.tar');
    const tasks = () => [download('d', { path, sha256, origins: [at('r.tar')] })];
    await writeFile(path, 'broken');
    const run = await runHere(tasks(), { shell });
    expect(run.outcomes).toEqual({ d: 'changed' });
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  it('takes a file from the controller, also by the name of its directory', async () => {
    const controller = join(root, 'controller');
    await mkdir(controller);
    await writeFile(join(controller, 'r.tar'), content);
    const path = join(root, 'host', 'r.tar');
    const run = await runHere([download('d', { path, sha256, origins: [{ controller: 'controller' }] })], {
      shell,
      directory: root,
    });
    expect(run.outcomes).toEqual({ d: 'changed' });
    expect(await readFile(path, 'utf8')).toBe(content);
  });
});

describe('a host with busybox only', () => {
  it('fetches with its wget', async () => {
    const path = join(root, 'r.tar');
    await onlyBusybox(root);
    const run = await runHere([download('d', { path, sha256, origins: [at('none.tar'), at('r.tar')] })]);
    expect(run.outcomes).toEqual({ d: 'changed' });
    expect(notesOf(run)[0]).toContain('404');
    expect(await readFile(path, 'utf8')).toBe(content);
  });
});

describe('the way back', () => {
  const failing = () => file('bad', { path: root, state: 'file' });

  it('removes what was fetched', async () => {
    const path = join(root, 'r.tar');
    await runHere([transaction('t', [download('d', { path, sha256, origins: [at('r.tar')] }), failing()])]);
    expect(await readdir(root)).toEqual([]);
  });

  it('brings back what was there before', async () => {
    const path = join(root, 'r.tar');
    await writeFile(path, 'older', { mode: 0o600 });
    await runHere([transaction('t', [download('d', { path, sha256, origins: [at('r.tar')] }), failing()])]);
    expect(await readFile(path, 'utf8')).toBe('older');
  });

  it('brings it back also when nothing could be fetched', async () => {
    const path = join(root, 'r.tar');
    await writeFile(path, 'older');
    const run = await runHere([
      transaction('t', [download('d', { path, sha256, origins: [at('none.tar')] })]),
    ]);
    expect(run.outcomes['d']).toContain('None of 1 ways worked');
    expect(await readFile(path, 'utf8')).toBe('older');
  });
});
