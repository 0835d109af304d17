import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { file } from '../../src/modules/file.ts';
import { git } from '../../src/modules/git.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const quiet = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };

function inRepository(directory: string, ...words: readonly string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', ['-C', directory, ...who, ...words], { encoding: 'utf8', env: quiet }).trim();
}

/** A bare repository with two commits on main, the first tagged v1, and a tree that pushes to it. */
async function repository() {
  const root = await scratchDirectory();
  const repo = join(root, "re po'.git");
  const work = join(root, 'work');
  execFileSync('git', ['-c', 'init.defaultBranch=main', 'init', '-q', '--bare', repo], { env: quiet });
  execFileSync('git', ['clone', '-q', repo, work], { env: quiet, stdio: 'ignore' });
  const commit = async (text: string) => {
    await writeFile(join(work, 'f'), text);
    inRepository(work, 'add', '.');
    inRepository(work, 'commit', '-q', '-m', text);
    inRepository(work, 'push', '-q', '--tags', 'origin', 'HEAD');
    return inRepository(work, 'rev-parse', 'HEAD');
  };
  inRepository(work, 'checkout', '-q', '-B', 'main');
  const first = await commit('one');
  inRepository(work, 'tag', '-a', 'v1', '-m', 'v1');
  const second = await commit('two');
  const dest = join(root, "-d'\nst");
  return { root, repo, work, dest, first, second, commit };
}

type Given = Parameters<typeof git.spec.params.parse>[0];

/** The outcome of one task, with what changed. */
async function ran(given: Given, options: Parameters<typeof runHere>[1] = {}): Promise<string> {
  // Parsed by the module itself.
  const { outcomes, result } = await runHere([git('g', given as Parameters<typeof git>[1])], options);
  const outcome = result.hosts[0]?.tasks[0]?.outcome;
  const words = outcome?.is === 'changed' ? outcome.changes.map(({ summary }) => summary).join('; ') : '';
  return words === '' ? (outcomes['g'] ?? '') : words;
}

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('clones, follows the branch, and predicts both', async () => {
    const { repo, dest, second, commit } = await repository();
    const cloned = `cloned from ${repo} at HEAD (${second.slice(0, 10)})`;
    expect(await ran({ repo, dest }, { shell, check: true })).toBe(cloned);
    expect(existsSync(dest)).toBe(false);
    expect(await ran({ repo, dest }, { shell })).toBe(cloned);
    expect(await ran({ repo, dest }, { shell })).toBe('ok');
    expect(inRepository(dest, 'status', '-sb')).toBe('## main...origin/main');
    const third = await commit('three');
    const moved = `${second.slice(0, 10)} → HEAD (${third.slice(0, 10)})`;
    expect(await ran({ repo, dest }, { shell, check: true })).toBe(moved);
    expect(await ran({ repo, dest }, { shell })).toBe(moved);
    expect(await readFile(join(dest, 'f'), 'utf8')).toBe('three');
  });
});

it('goes to tags, commits and back to a branch', async () => {
  const { repo, dest, first, second } = await repository();
  await ran({ repo, dest, version: 'v1' });
  expect(inRepository(dest, 'rev-parse', 'HEAD')).toBe(first);
  expect(await ran({ repo, dest, version: first })).toBe('ok');
  await ran({ repo, dest, version: second });
  expect(inRepository(dest, 'rev-parse', 'HEAD')).toBe(second);
  expect(await ran({ repo, dest, version: 'main' })).toBe('ok');
  await ran({ repo, dest, version: 'refs/tags/v1' });
  expect(inRepository(dest, 'rev-parse', 'HEAD')).toBe(first);
});

it.each([undefined, 'v1', 'main'])('brings only as much history of %s as is wanted', async (version) => {
  const { repo, dest, commit } = await repository();
  await ran({ repo, dest, version, depth: 1 });
  expect(inRepository(dest, 'rev-list', '--count', 'HEAD')).toBe('1');
  await commit('three');
  await ran({ repo, dest, depth: 1 });
  expect(await readFile(join(dest, 'f'), 'utf8')).toBe('three');
  expect(await ran({ repo, dest, depth: 1 })).toBe('ok');
});

it('brings a single commit by its name without the others', async () => {
  const { repo, dest, first } = await repository();
  await ran({ repo, dest, version: first, depth: 1 });
  expect(await ran({ repo, dest, version: first, depth: 1 })).toBe('ok');
  expect(inRepository(dest, 'rev-parse', 'HEAD')).toBe(first);
});

it('goes on where a branch of the repository was deleted, and another takes its name for a directory', async () => {
  const { repo, work, dest, commit } = await repository();
  inRepository(work, 'push', '-q', 'origin', 'HEAD:refs/heads/next');
  await ran({ repo, dest });
  const third = await commit('three');
  inRepository(work, 'push', '-q', 'origin', ':refs/heads/next', 'HEAD:refs/heads/next/one');
  await ran({ repo, dest });
  expect(inRepository(dest, 'rev-parse', 'HEAD')).toBe(third);
});

it('follows a history that was written anew', async () => {
  const { repo, work, dest, first } = await repository();
  await ran({ repo, dest });
  inRepository(work, 'push', '-q', '-f', 'origin', `${first}:refs/heads/main`);
  await ran({ repo, dest });
  expect(inRepository(dest, 'rev-parse', 'HEAD')).toBe(first);
});

it('gives up what was made by hand only when it may', async () => {
  const { repo, dest, second } = await repository();
  await ran({ repo, dest });
  await writeFile(join(dest, 'f'), 'by hand');
  await writeFile(join(dest, 'untracked'), 'stays');
  expect(await ran({ repo, dest })).toBe(`failed: ${dest} holds changes that were made by hand`);
  inRepository(dest, 'commit', '-q', '-a', '-m', 'by hand');
  expect(await ran({ repo, dest })).toBe(`failed: ${dest} holds commits that were made by hand`);
  expect(await ran({ repo, dest, force: true })).toContain('commits made by hand given up');
  expect(inRepository(dest, 'rev-parse', 'HEAD')).toBe(second);
  await writeFile(join(dest, 'f'), 'by hand');
  expect(await ran({ repo, dest, force: true })).toContain('changes made by hand given up');
  expect(await ran({ repo, dest })).toBe('ok');
  expect(await readFile(join(dest, 'untracked'), 'utf8')).toBe('stays');
});

it('follows a repository that has moved', async () => {
  const { root, repo, dest } = await repository();
  await ran({ repo, dest });
  const moved = join(root, 'moved.git');
  execFileSync('mv', [repo, moved]);
  expect(await ran({ repo: moved, dest })).toBe(`remote ${repo} → ${moved}`);
  expect(await ran({ repo: moved, dest })).toBe('ok');
  expect(await ran({ repo: moved, dest, remote: 'upstream' })).toBe(`remote none → ${moved}`);
});

it('says what it cannot do', async () => {
  const { root, repo, dest } = await repository();
  expect(await ran({ repo, dest, version: 'v9' })).toBe(`failed: ${repo} has no branch or tag v9`);
  expect(await ran({ repo: join(root, 'none'), dest })).toContain(
    `The host cannot read ${join(root, 'none')}`,
  );
  expect(await ran({ repo, dest: root })).toBe(`failed: ${root} is there and is no working tree of git`);
  expect(await ran({ repo, dest: join(root, 'no', 'where') })).toBe(
    `failed: The directory ${join(root, 'no')} is not there`,
  );
});

it.each([
  [{ repo: '--upload-pack=x', dest: '/d' }, 'repo: must not begin with a dash'],
  [{ repo: '/r', dest: '/d', version: '-x' }, 'version: must be a branch'],
  [{ repo: '/r', dest: '/' }, 'dest: must not be the root directory'],
  [{ repo: '/r', dest: '/d', depth: 0 }, 'depth: Too small'],
  [{ repo: '/r', dest: '/d', keyFile: 'k' }, 'keyFile: '],
  [{ repo: '/r', dest: '/d', keyFile: '/a"b' }, 'keyFile: must hold no double quotes'],
])('refuses %j', (given, message) => {
  expect(() => git('g', given)).toThrow(message);
});

it('predicts in check mode what depends on a repository that is not there yet', async () => {
  const root = await scratchDirectory();
  const repo = join(root, 'r.git');
  const tasks = [
    command('made', { script: sh`git init --bare ${repo}` }),
    git('g', { repo, dest: join(root, 'd') }),
  ];
  expect((await runHere(tasks, { check: true })).outcomes['g']).toBe('changed');
});

it('is taken back within a transaction', async () => {
  const { root, repo, dest, second, commit } = await repository();
  await ran({ repo, dest });
  await writeFile(join(dest, 'untracked'), '');
  await commit('three');
  const fresh = join(root, 'fresh');
  await runHere([
    transaction('t', [
      git('g', { repo, dest }),
      git('f', { repo, dest: fresh }),
      file('bad', { path: root, state: 'file' }),
    ]),
  ]);
  expect(inRepository(dest, 'rev-parse', 'HEAD')).toBe(second);
  expect([await readFile(join(dest, 'f'), 'utf8'), existsSync(join(dest, 'untracked'))]).toEqual([
    'two',
    true,
  ]);
  expect(existsSync(fresh)).toBe(false);
});
