import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../src/core/task.ts';
import { download } from '../../../src/modules/download.ts';
import { file } from '../../../src/modules/file.ts';
import { type FileServer, fileServer } from '../../support/file-server.ts';
import { type LocalRun, runHere } from '../../support/local-host.ts';

const content = 'what was released\n';
const sha256 = createHash('sha256').update(content).digest('hex');

let root = '';
let server: FileServer;
beforeAll(async () => {
  server = await fileServer({ 'r.tar': content });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-download-'));
});
afterEach(() => rm(root, { recursive: true }));

const path = () => join(root, "it's new");
const wanted = (permissions: { readonly mode?: string; readonly owner?: number }) =>
  download('d', { path: path(), sha256, origins: [{ url: `${server.url}/r.tar` }], ...permissions });
const modeThere = async () => ((await stat(path())).mode & 0o7777).toString(8);
const summariesOf = ({ result }: LocalRun) =>
  result.hosts.flatMap(({ tasks }) =>
    tasks.flatMap(({ outcome }) =>
      outcome.is === 'changed' ? outcome.changes.map(({ summary }) => summary) : [],
    ),
  );

describe('the permissions of a download', () => {
  it.each([
    ['0750', '750', ['fetched', 'mode 0644 → 0750']],
    ['u=rwx,go=', '700', ['fetched', 'mode 0644 → 0700']],
    ['a+x', '755', ['fetched', 'mode 0644 → 0755']],
    ['0644', '644', ['fetched']],
  ])('%s are set on what was fetched, as a check says', async (mode, there, words) => {
    expect(summariesOf(await runHere([wanted({ mode })], { check: true }))).toEqual(words);
    expect(summariesOf(await runHere([wanted({ mode })]))).toEqual(words);
    expect(await modeThere()).toBe(there);
    expect((await runHere([wanted({ mode })])).outcomes).toEqual({ d: 'ok' });
  });

  it('are mended without fetching again', async () => {
    await runHere([wanted({})]);
    const before = server.asked.length;
    const run = await runHere([wanted({ mode: '0600', owner: process.getuid?.() ?? 0 })]);
    expect(summariesOf(run)).toEqual(['mode 0644 → 0600']);
    expect(server.asked).toHaveLength(before);
    expect(await modeThere()).toBe('600');
  });

  it('come back with what was there', async () => {
    await writeFile(path(), content);
    await chmod(path(), 0o640);
    const failing = file('bad', { path: root, state: 'file' });
    await runHere([transaction('t', [wanted({ mode: '0755' }), failing])]);
    expect(await modeThere()).toBe('640');
  });

  it('are not those of a link', async () => {
    await writeFile(join(root, 'real'), content);
    await symlink('real', path());
    const { outcomes } = await runHere([wanted({ mode: '0600' })]);
    expect(outcomes['d']).toBe(`failed: ${path()} is a link, whose permissions say nothing`);
    expect((await runHere([wanted({})])).outcomes).toEqual({ d: 'ok' });
  });

  it('that are none are refused', () => {
    expect(() => wanted({ mode: 'rwx' })).toThrow('mode: must be octal digits in a string');
  });
});
