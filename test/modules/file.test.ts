import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { file } from '../../src/modules/file.ts';
import { runHere } from '../support/local-host.ts';
import { shells } from '../support/shells.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-file-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const nothing = { is: 'absent' } as const;
const there = {
  is: 'directory',
  mode: '0755',
  owner: 'root',
  group: 'root',
  uid: 0,
  gid: 0,
  modified: 1,
} as const;

describe('plan', () => {
  const { spec } = file;
  it('creates nothing that is there', () => {
    expect(spec.plan(there, spec.params.parse({ path: '/srv', state: 'directory', mode: '755' }))).toEqual(
      [],
    );
  });

  it('refuses to replace a directory by a file', () => {
    expect(() => spec.plan(there, spec.params.parse({ path: '/srv' }))).toThrow(
      '/srv is a directory, not a file',
    );
  });

  it('needs a target for a link', () => {
    expect(() => spec.plan(nothing, spec.params.parse({ path: '/l', state: 'link' }))).toThrow(
      'no target was given',
    );
  });
});

describe('on a real shell', () => {
  const names = ['plain', "it's $(x) `y`", 'two\nlines', '-n', 'ünï'];

  it.each(names)('makes, keeps and removes a directory called %j', async (name) => {
    const path = join(root, name);
    const there = () => [file('d', { path, state: 'directory', mode: '0700' })];
    expect((await runHere(there(), { check: true })).outcomes).toEqual({ d: 'changed' });
    await expect(lstat(path)).rejects.toThrow('ENOENT');
    expect((await runHere(there())).outcomes).toEqual({ d: 'changed' });
    expect((await lstat(path)).mode & 0o777).toBe(0o700);
    expect((await runHere(there())).outcomes).toEqual({ d: 'ok' });
    const gone = await runHere([file('g', { path, state: 'absent' })]);
    expect(gone.outcomes).toEqual({ g: 'changed' });
    await expect(lstat(path)).rejects.toThrow('ENOENT');
  });

  it.skipIf(process.getuid?.() !== 0)(
    'keeps set-id bits that are asked for when the owner changes',
    async () => {
      const path = join(root, 'tool');
      await writeFile(path, 'tool');
      await chmod(path, 0o4755);
      const task = () => file('f', { path, mode: '4755', owner: 'daemon' });
      expect((await runHere([task()])).outcomes).toEqual({ f: 'changed' });
      expect(await lstat(path)).toMatchObject({ uid: 1, mode: 0o104755 });
      const fails = file('bad', { path: root });
      const back = file('f', { path, mode: '0700', owner: 'root' });
      await runHere([transaction('t', [back, fails])]);
      expect(await lstat(path)).toMatchObject({ uid: 1, mode: 0o104755 });
    },
  );

  it.skipIf(process.getuid?.() !== 0)('takes back the owner of a link, not what it points to', async () => {
    const [path, target] = [join(root, 'link'), join(root, 'target')];
    await writeFile(target, '', { mode: 0o600 });
    await symlink(target, path);
    const owned = file('l', { path, state: 'link', target, owner: 'daemon' });
    await runHere([transaction('t', [owned, file('bad', { path: root })])]);
    expect((await lstat(path)).uid).toBe(0);
    expect(await lstat(target)).toMatchObject({ uid: 0, mode: 0o100600 });
  });

  it('moves a link', async () => {
    const path = join(root, 'link');
    const to = (target: string) => [file('l', { path, state: 'link', target })];
    await runHere(to('/one'));
    expect((await runHere(to('/two'))).outcomes).toEqual({ l: 'changed' });
    expect(await readlink(path)).toBe('/two');
  });

  it('takes a change back when a later task of the transaction fails', async () => {
    const path = join(root, 'kept');
    await writeFile(path, 'text');
    await chmod(path, 0o640);
    const run = await runHere([
      transaction('t', [
        file('mode', { path, mode: '0600' }),
        file('gone', { path: join(root, 'kept'), state: 'absent' }),
        file('bad', { path: root, state: 'file' }),
      ]),
    ]);
    expect(run.outcomes['bad']).toContain('is a directory, not a file');
    expect(run.result.hosts[0]?.rolledBack.map(({ name }) => name)).toEqual(['t']);
    expect((await lstat(path)).mode & 0o777).toBe(0o640);
  });
});

describe('parameters', () => {
  it.each([
    [{ path: '/f', recurse: true }, 'recurse needs the state directory'],
    [{ path: '/f', fileMode: '0644' }, 'fileMode needs recurse'],
    [{ path: '/f', state: 'hard', target: 'x' } as const, 'a hard link needs an absolute path'],
  ])('%j is refused', (params, message) => {
    expect(() => file('f', params)).toThrow(message);
  });
});

describe.each(shells)('in %s', (shell) => {
  it('gives a file a further name, once', async () => {
    const [target, path] = [join(root, "it's"), join(root, '-name')];
    const twin = (force = false) => [file('h', { path, state: 'hard', target, force })];
    const run = async (force?: boolean) => (await runHere(twin(force), { shell })).outcomes['h'];
    expect(await run()).toContain(`There is no file ${target}`);
    await writeFile(target, 'text');
    expect([await run(), await run()]).toEqual(['changed', 'ok']);
    expect((await lstat(path)).ino).toBe((await lstat(target)).ino);
    await rm(path);
    await writeFile(path, 'other');
    expect(await run()).toContain('is another file, not this further name');
    expect([await run(true), await run()]).toEqual(['changed', 'ok']);
    expect(await readFile(path, 'utf8')).toBe('text');
  });

  it('sets modes of all below, and follows no link', async () => {
    const path = join(root, 'tree');
    await mkdir(join(path, '-sub dir'), { recursive: true });
    await writeFile(join(path, '-sub dir', 'a\nb'), '');
    await writeFile(join(root, 'outside'), '', { mode: 0o600 });
    await symlink('../outside', join(path, 'link'));
    const task = () => [
      file('r', { path, state: 'directory', recurse: true, mode: '0750', fileMode: '0640' }),
    ];
    const run = async (check = false) => (await runHere(task(), { shell, check })).outcomes['r'];
    expect([await run(true), await run(), await run(), await run(true)]).toEqual([
      'changed',
      'changed',
      'ok',
      'ok',
    ]);
    const modeOf = async (name: string) => ((await lstat(join(root, name))).mode & 0o777).toString(8);
    expect(await Promise.all(['tree', 'tree/-sub dir', 'tree/-sub dir/a\nb', 'outside'].map(modeOf))).toEqual(
      ['750', '750', '640', '600'],
    );
  });

  it.skipIf(process.getuid?.() !== 0)('sets owners of all below, and takes it back', async () => {
    const path = join(root, 'tree');
    await mkdir(join(path, 'sub'), { recursive: true });
    await symlink('/etc/passwd', join(path, 'sub', 'link'));
    await chown(path, 1, 1);
    const task = () =>
      file('r', { path, state: 'directory', recurse: true, owner: 'daemon', group: 'daemon' });
    await runHere([transaction('t', [task(), file('bad', { path: root })])], { shell });
    expect(await lstat(join(path, 'sub', 'link'))).toMatchObject({ uid: 0, gid: 0 });
    expect((await runHere([task()], { shell })).outcomes['r']).toBe('changed');
    expect(await lstat(join(path, 'sub', 'link'))).toMatchObject({ uid: 1, gid: 1 });
    expect(await lstat('/etc/passwd')).toMatchObject({ uid: 0, gid: 0 });
  });
});

describe.each(shells)('modes in letters, in %s', (shell) => {
  const modeOf = async (path: string) => ((await lstat(path)).mode & 0o7777).toString(8);
  const run = async (params: Parameters<typeof file>[1], check = false) => {
    const { outcomes, events } = await runHere([file('f', params)], { shell, check });
    const told = events.flatMap((event) =>
      event.is === 'task-finished' && event.outcome.is === 'changed'
        ? event.outcome.changes.map(({ summary }) => summary)
        : [],
    );
    return [outcomes['f'], ...told];
  };

  it('are relative to what is there', async () => {
    const path = join(root, "it's");
    await writeFile(path, '');
    await chmod(path, 0o640);
    const task = { path, mode: 'u+x,g-r,o=g' } as const;
    expect(await run(task, true)).toEqual(['changed', 'mode 0640 → 0700']);
    expect(await run(task)).toEqual(['changed', 'mode 0640 → 0700']);
    expect(await run(task)).toEqual(['ok']);
    await chmod(path, 0o755);
    expect(await run({ path, mode: 'a+X' })).toEqual(['ok']);
  });

  it('start from 0644 for a file and from 0755 for a directory', async () => {
    const [one, two] = [join(root, 'one'), join(root, 'two')];
    expect(await run({ path: one, mode: 'u+x,o=' })).toEqual(['changed', 'empty file created', 'mode 0740']);
    expect(await modeOf(one)).toBe('740');
    const directory = { path: two, state: 'directory', mode: 'g+ws,o=' } as const;
    expect(await run(directory)).toEqual(['changed', 'directory created', 'mode 2770']);
    expect(await run(directory)).toEqual(['ok']);
    expect(await modeOf(two)).toBe('2770');
  });

  it('start from the file that gets a further name', async () => {
    const [target, path] = [join(root, 'target'), join(root, 'name')];
    await writeFile(target, '');
    await chmod(target, 0o600);
    const task = { path, target, state: 'hard', mode: 'g+r' } as const;
    expect((await run(task)).at(-1)).toBe('mode 0640');
    expect([await run(task), await modeOf(target)]).toEqual([['ok'], '640']);
  });

  it('go for each of all below by what it is', async () => {
    const path = join(root, 'tree');
    await mkdir(join(path, '-sub'), { recursive: true });
    for (const [name, mode] of [
      ['plain', 0o666],
      ['-sub/tool', 0o711],
      ['-sub/a\nb', 0o600],
    ] as const) {
      await writeFile(join(path, name), '');
      await chmod(join(path, name), mode);
    }
    await symlink('/etc/passwd', join(path, 'link'));
    const task = { path, state: 'directory', recurse: true, mode: 'u=rwX,g=rX,o=' } as const;
    const said = ['changed', 'mode 0755 → 0750', 'directories u=rwX,g=rX,o=, files u=rwX,g=rX,o= below'];
    expect(await run(task, true)).toEqual(said);
    expect(await run(task)).toEqual(said);
    expect(await run(task)).toEqual(['ok']);
    const modes = ['', '-sub', 'plain', '-sub/tool', '-sub/a\nb'].map((name) => modeOf(join(path, name)));
    expect(await Promise.all(modes)).toEqual(['750', '750', '640', '750', '640']);
    expect(await modeOf('/etc/passwd')).toBe('644');
    const files = { path, state: 'directory', recurse: true, mode: '0700', fileMode: 'g-r' } as const;
    expect((await run(files)).at(-1)).toBe('directories 0700, files g-r below');
    expect([await run(files), await modeOf(join(path, '-sub/tool'))]).toEqual([['ok'], '710']);
  });

  it('are taken back', async () => {
    const path = join(root, 'tree');
    await mkdir(path);
    await writeFile(join(path, 'f'), '', { mode: 0o600 });
    const task = file('r', { path, state: 'directory', recurse: true, mode: 'go+rX' });
    await runHere([transaction('t', [task, file('bad', { path: root })])], { shell });
    expect(await modeOf(join(path, 'f'))).toBe('600');
  });

  it.skipIf(process.getuid?.() !== 0)('count as they are once an owner has changed', async () => {
    const path = join(root, 'tree');
    await mkdir(path);
    await writeFile(join(path, 'tool'), '');
    await chmod(join(path, 'tool'), 0o4755);
    const task = { path, state: 'directory', recurse: true, mode: 'g+w', owner: 'daemon' } as const;
    expect((await run(task))[0]).toBe('changed');
    expect(await run(task)).toEqual(['ok']);
  });

  it('takes its set-id bits from a directory', async () => {
    const path = join(root, 'd');
    await mkdir(path);
    await chmod(path, 0o2755);
    const task = { path, state: 'directory', mode: '0755' } as const;
    expect(await run(task)).toEqual(['changed', 'mode 2755 → 0755']);
    expect(await run(task)).toEqual(['ok']);
  });
});

describe.skipIf(process.getuid?.() !== 0).each(shells)('owners by number, in %s', (shell) => {
  it('need no name on the host', async () => {
    const path = join(root, 'f');
    await writeFile(path, '');
    const run = async (params: { readonly owner?: string | number; readonly group?: string | number }) =>
      (await runHere([file('f', { path, ...params })], { shell })).outcomes['f'];
    expect(await run({ owner: 54_321, group: '54322' })).toBe('changed');
    expect(await lstat(path)).toMatchObject({ uid: 54_321, gid: 54_322 });
    expect(await run({ owner: '54321', group: 54_322 })).toBe('ok');
    const back = file('back', { path, owner: 1, group: 'daemon' });
    await runHere([transaction('t', [back, file('bad', { path: root })])], { shell });
    expect(await lstat(path)).toMatchObject({ uid: 54_321, gid: 54_322 });
    expect([await run({ owner: 1 }), await run({ owner: 'daemon' }), await run({ owner: '1' })]).toEqual([
      'changed',
      'ok',
      'ok',
    ]);
  });
});

describe('touch', () => {
  it('makes an empty file, and leaves the times of what is there', async () => {
    const path = join(root, 'f');
    const touch = async (params: { readonly mode?: string } = {}) =>
      (await runHere([file('t', { path, state: 'touch', ...params })])).outcomes['t'];
    expect([await touch(), await touch()]).toEqual(['changed', 'ok']);
    await utimes(path, 1, 1);
    expect([await touch({ mode: '0600' }), (await lstat(path)).mtimeMs]).toEqual(['changed', 1000]);
    await rm(path);
    await mkdir(path);
    expect(await touch()).toBe('ok');
  });

  it('leaves a further name alone', async () => {
    await writeFile(join(root, 'one'), 'x');
    await link(join(root, 'one'), join(root, 'two'));
    expect((await runHere([file('t', { path: join(root, 'two'), state: 'touch' })])).outcomes).toEqual({
      t: 'ok',
    });
  });
});
