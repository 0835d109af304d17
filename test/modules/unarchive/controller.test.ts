import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../src/core/task.ts';
import { file } from '../../../src/modules/file.ts';
import { unpackScript } from '../../../src/modules/unarchive/unpack-script.ts';
import { unarchive } from '../../../src/modules/unarchive.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { cutAfter } from '../../support/cut-after.ts';
import { runHere } from '../../support/local-host.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';

let root = '';
/** The directory of the playbook. */
let playbook = '';
/** Where the host has what is unpacked. */
let place = '';
beforeEach(async () => {
  root = await scratchDirectory();
  [playbook, place] = [join(root, 'playbook'), join(root, 'host')];
  await mkdir(join(playbook, 'files'), { recursive: true });
  await mkdir(place);
});

/** Bytes that no archive makes small: beyond this a file is sent as a stream. */
const large = 700_000;

/** An archive of `app/content`, in the files of the playbook. */
async function archive(name: string, bytes = 10): Promise<Buffer> {
  const content = randomBytes(bytes);
  const app = join(root, 'made', 'app');
  await mkdir(app, { recursive: true });
  await writeFile(join(app, 'content'), content);
  const src = join(playbook, 'files', name);
  const made = name.endsWith('.zip') ? ['zip', '-q', '-r', src, 'app'] : ['tar', '-caf', src, 'app'];
  execFileSync(made[0] ?? '', made.slice(1), { cwd: join(root, 'made') });
  return content;
}

function unpacked(src: string, options: { readonly strip?: number; readonly creates?: string } = {}) {
  return unarchive('u', { src: `files/${src}`, from: 'controller', path: join(place, 'app'), ...options });
}

async function run(src: string, options = {}, check = false): Promise<string | undefined> {
  const { outcomes } = await runHere([unpacked(src, options)], { directory: playbook, check });
  return outcomes['u'];
}

describe.each(shells)('in %s', (shell) => {
  it.each([
    ['a small zip', 'a.zip', 10],
    ['a large tar.gz', 'a.tar.gz', large],
  ])('%s is sent, unpacked and gone, once', async (_, src, bytes) => {
    const content = await archive(src, bytes);
    const task = () => [unpacked(src, { strip: 1 })];
    const at = { shell, directory: playbook };
    expect((await runHere(task(), { ...at, check: true })).outcomes).toEqual({ u: 'changed' });
    expect(await readdir(place)).toEqual([]);
    expect((await runHere(task(), at)).outcomes).toEqual({ u: 'changed' });
    expect((await readFile(join(place, 'app', 'content'))).equals(content)).toBe(true);
    expect(await readdir(place)).toEqual(['app']);
    expect((await runHere(task(), at)).outcomes).toEqual({ u: 'ok' });
  });
});

it('is unpacked again when it is another, and said to be of the controller', async () => {
  await archive('a.tar');
  const { result } = await runHere([unpacked('a.tar')], { directory: playbook });
  expect(result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
    changes: [{ summary: 'unpacked from files/a.tar of the controller' }],
  });
  await archive('a.tar', 20);
  expect(await run('a.tar', {}, true)).toBe('changed');
  expect(await run('a.tar')).toBe('changed');
  expect((await stat(join(place, 'app', 'app', 'content'))).size).toBe(20);
});

it.each([
  ['is not there', 'none.tar', 'files/none.tar cannot be read on the controller'],
  ['is a directory', '', 'is not a file'],
  ['is no archive', 'text', 'files/text is not an archive that can be unpacked'],
])('refuses one that %s', async (_, src, words) => {
  await writeFile(join(playbook, 'files', 'text'), 'text');
  expect(await run(src)).toMatch(/^failed: /);
  expect(await run(src)).toContain(words);
  expect(await run(src, {}, true)).toContain(words);
});

it('needs none where that is there already which it would create', async () => {
  expect(await run('none.tar', { creates: place })).toBe('ok');
});

it('takes a path of the host only where it is absolute', () => {
  expect(() => unarchive('u', { src: 'files/a.tar', path: '/x' })).toThrow(
    "src: must be an absolute path on the host, or set from to 'controller'",
  );
});

it('is taken back within a transaction, also when it is large', async () => {
  await archive('old.tar');
  await archive('new.tar.gz', large);
  await run('old.tar');
  const { outcomes } = await runHere(
    [transaction('t', [unpacked('new.tar.gz'), file('bad', { path: root, state: 'file' })])],
    { directory: playbook },
  );
  expect(outcomes['bad']).toContain('failed');
  expect((await stat(join(place, 'app', 'app', 'content'))).size).toBe(10);
  expect(await readdir(place)).toEqual(['app']);
});

it('leaves nothing and keeps the old tree when it is broken', async () => {
  await archive('old.tar');
  await archive('new.tar.gz', large);
  await run('old.tar');
  await truncate(join(playbook, 'files', 'new.tar.gz'), 500_000);
  expect(await run('new.tar.gz')).toMatch(/^failed: /);
  expect((await stat(join(place, 'app', 'app', 'content'))).size).toBe(10);
  expect(await readdir(place)).toEqual(['app']);
});

it.each([3, 4, 5])('comes whole when the link was cut after %d writes', async (writes) => {
  const content = await archive('a.tar.gz', large);
  const transport = cutAfter(localTransport(), writes);
  await runHere([unpacked('a.tar.gz')], { directory: playbook, transport });
  expect(await run('a.tar.gz')).toMatch(/ok|changed/);
  expect((await readFile(join(place, 'app', 'app', 'content'))).equals(content)).toBe(true);
  expect(await readdir(place)).toEqual(['app']);
});

it.each([
  ['is cut off', (sent: Buffer) => sent.subarray(0, 5_000), 'the transfer was cut off'],
  [
    'has other bytes',
    (sent: Buffer) => Buffer.alloc(sent.length, 'x'),
    'the archive has come with other bytes',
  ],
])('unpacks nothing of what %s on its way', async (_, damage, words) => {
  await archive('a.tar');
  const sent = await readFile(join(playbook, 'files', 'a.tar'));
  const path = join(place, 'app');
  const given = unarchive.spec.params.parse({ src: 'a', from: 'controller', path });
  const options = { ...given, sha256: '0'.repeat(64), kind: 'tar', how: '', sentBytes: sent.length } as const;
  const { text } = unpackScript(options);
  expect(() => execFileSync('sh', ['-c', text], { input: damage(sent), stdio: 'pipe' })).toThrow(words);
  expect(existsSync(path)).toBe(false);
  expect(await readdir(place)).toEqual([]);
});
