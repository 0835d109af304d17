import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { git } from '../../../src/modules/git.ts';
import { runHere } from '../../support/local-host.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

// git takes submodules from a path only where it is told to.
beforeEach(() => {
  vi.stubEnv('GIT_ALLOW_PROTOCOL', 'file');
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
});

function inTree(directory: string, ...words: readonly string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', ['-C', directory, ...who, ...words], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** A repository that holds a file. */
async function repository(root: string, name: string): Promise<string> {
  const path = join(root, name);
  inTree(root, 'init', '-q', path);
  await commit(path, 'one');
  return path;
}

async function commit(path: string, text: string): Promise<string> {
  await writeFile(join(path, 'f'), text);
  inTree(path, 'add', '.');
  inTree(path, 'commit', '-q', '-m', text);
  return inTree(path, 'rev-parse', 'HEAD');
}

/** A repository with a submodule, which has one too. */
async function ground() {
  const root = await scratchDirectory();
  const [repo, library, inner] = await Promise.all([
    repository(root, 'repo'),
    repository(root, 'library'),
    repository(root, 'inner'),
  ]);
  inTree(library, 'submodule', '--quiet', 'add', inner, 'deep');
  inTree(library, 'commit', '-q', '-m', 'deep');
  inTree(repo, 'submodule', '--quiet', 'add', library, 'a b');
  inTree(repo, 'commit', '-q', '-m', 'library');
  const dest = join(root, 'dest');
  const text = (path: string) => readFile(join(dest, path), 'utf8');
  /** The submodule gets a commit, which the repository records. */
  const follow = async (words: string) => {
    await commit(library, words);
    inTree(join(repo, 'a b'), 'pull', '-q');
    inTree(repo, 'commit', '-q', '-a', '-m', words);
  };
  return { repo, dest, text, follow };
}

async function ran(given: Parameters<typeof git>[1], options: { check?: boolean; shell?: string } = {}) {
  const { outcomes, result } = await runHere([git('g', given)], options);
  const outcome = result.hosts[0]?.tasks[0]?.outcome;
  return outcome?.is === 'changed' ? outcome.changes.map(({ summary }) => summary).join('; ') : outcomes['g'];
}

describe.each(['dash', 'busybox sh'])('submodules, in %s', (shell) => {
  it('come along, however deep, and follow what is recorded', async () => {
    const { repo, dest, text, follow } = await ground();
    expect(await ran({ repo, dest }, { shell })).toContain('cloned from');
    expect([await text('a b/f'), await text('a b/deep/f')]).toEqual(['one', 'one']);
    expect(await ran({ repo, dest }, { shell })).toBe('ok');
    await follow('two');
    expect(await ran({ repo, dest }, { shell })).toContain(' → HEAD (');
    expect(await text('a b/f')).toBe('two');
    expect(await ran({ repo, dest }, { shell })).toBe('ok');
  });
});

describe('submodules', () => {
  it('are left alone when they are not wanted, and come when they are', async () => {
    const { repo, dest, text, follow } = await ground();
    await ran({ repo, dest, recursive: false });
    expect(existsSync(join(dest, 'a b/f'))).toBe(false);
    expect(await ran({ repo, dest, recursive: false })).toBe('ok');
    const brought = '1 submodule brought to the recorded commit';
    expect(await ran({ repo, dest }, { check: true })).toBe(brought);
    expect(await ran({ repo, dest })).toBe(brought);
    expect(await text('a b/deep/f')).toBe('one');
    await follow('two');
    expect(await ran({ repo, dest, recursive: false })).toContain(' → HEAD (');
    expect(await text('a b/f')).toBe('one');
    expect(await ran({ repo, dest, recursive: false })).toBe('ok');
  });

  it('are brought back from another commit', async () => {
    const { repo, dest, text } = await ground();
    await ran({ repo, dest });
    inTree(join(dest, 'a b'), 'checkout', '-q', 'HEAD^');
    expect(await ran({ repo, dest })).toBe('1 submodule brought to the recorded commit');
    expect(existsSync(join(dest, 'a b/deep/f'))).toBe(true);
    expect(await text('a b/f')).toBe('one');
  });

  it('that were edited by hand are given up only when they may be', async () => {
    const { repo, dest, text } = await ground();
    await ran({ repo, dest });
    await writeFile(join(dest, 'a b/deep/f'), 'by hand');
    expect(await ran({ repo, dest })).toBe(`failed: ${dest} holds changes that were made by hand`);
    expect(await ran({ repo, dest, force: true })).toContain('changes made by hand given up');
    expect(await text('a b/deep/f')).toBe('one');
    expect(await ran({ repo, dest })).toBe('ok');
  });
});

describe('a refspec', () => {
  it('brings what stands in no branch and no tag', async () => {
    const { repo, dest } = await ground();
    const first = inTree(repo, 'rev-parse', 'HEAD');
    const hidden = await commit(repo, 'hidden');
    inTree(repo, 'update-ref', 'refs/meta/config', await commit(repo, 'on top of it'));
    inTree(repo, 'reset', '-q', '--hard', first);
    inTree(repo, 'config', 'uploadpack.allowAnySHA1InWant', 'false');
    vi.stubEnv('GIT_CONFIG_COUNT', '1');
    vi.stubEnv('GIT_CONFIG_KEY_0', 'protocol.version');
    vi.stubEnv('GIT_CONFIG_VALUE_0', '0');
    const wanted = { repo, dest, version: hidden, recursive: false };
    expect(await ran(wanted)).toMatch(/^failed: .*(not our ref|unadvertised object)/s);
    expect(await ran({ ...wanted, refspec: 'refs/meta/config' })).toContain('cloned from');
    expect(inTree(dest, 'rev-parse', 'HEAD')).toBe(hidden);
    expect(await ran({ ...wanted, refspec: 'refs/meta/config' })).toBe('ok');
  });

  it('with a place of its own is kept there, with little history too', async () => {
    const { repo, dest } = await ground();
    inTree(repo, 'update-ref', 'refs/pull/1/head', 'HEAD');
    await ran({ repo, dest, depth: 1, refspec: '+refs/pull/*:refs/pulled/*' });
    expect(inTree(dest, 'for-each-ref', '--format=%(refname)', 'refs/pulled')).toBe('refs/pulled/1/head');
  });

  it.each(['-x', 'a b', '+-x', 'a\\b'])('is none: %j', (refspec) => {
    expect(() => git('g', { repo: '/r', dest: '/d', refspec })).toThrow('refspec: must be a refspec');
  });
});
