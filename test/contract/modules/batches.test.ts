import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostQuery, Query } from '../../../src/core/query.ts';
import { manyBytes } from '../../../src/modules/shared/digest-script.ts';
import { contentOfText } from '../../../src/modules/shared/file-content.ts';
import { parentState } from '../../../src/modules/shared/parent-state.ts';
import { pathState } from '../../../src/modules/shared/path-state.ts';
import { previousText } from '../../../src/modules/shared/previous-text.ts';
import { HostLink } from '../../../src/session/host-link.ts';
import { localTransport } from '../../../src/transports/local.ts';

const names = [
  'plain',
  'with space',
  "quote'd",
  '$(boom)',
  '-dash',
  'ünïcode',
  'back\\slash',
  'same',
  'empty',
  'locked',
  'binary',
  'dir',
  'link',
  'dangling',
  'linkdir',
  'absent',
  'fifo',
  'tar*get',
  'large',
];
const wanted = contentOfText('the same\n');

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-batches-'));
  await mkdir(join(root, 'dir'));
  for (const name of names.slice(0, 7)) await writeFile(join(root, name), `text of ${name}\n`);
  await writeFile(join(root, 'same'), 'the same\n');
  await writeFile(join(root, 'empty'), '');
  await writeFile(join(root, 'locked'), 'locked');
  await chmod(join(root, 'locked'), 0o000);
  await writeFile(join(root, 'binary'), Buffer.from([1, 0, 2, 255]));
  await symlink('plain', join(root, 'link'));
  await symlink('no where\nat all', join(root, 'dangling'));
  await symlink('dir', join(root, 'linkdir'));
  await symlink('x', join(root, 'tar*get'));
  await writeFile(join(root, 'large'), Buffer.alloc(manyBytes, 'large'));
  execFileSync('mkfifo', [join(root, 'fifo')]);
});
afterAll(() => rm(root, { recursive: true }));

const leavesOf = (queries: readonly Query<unknown>[]): readonly HostQuery[] =>
  queries.flatMap(({ leaves }) => leaves.filter((leaf) => leaf.on === 'host'));

const questions: Readonly<Record<string, (path: string) => Query<unknown>>> = {
  'the state of a path': (path) => pathState(path),
  'the state of a path with its digest': (path) => pathState(path, { digest: true }),
  'the text that is replaced': (path) => previousText(path, wanted),
  'the directory above': (path) => parentState(join(path, 'x')),
};

describe.each(['dash', 'bash', 'busybox sh', 'mksh'])('many asked together, in %s', (shell) => {
  const asked = async (leaves: readonly HostQuery[]) => {
    const host = { name: 'here', groups: [], vars: {} };
    await using link = new HostLink({
      host: 'here',
      shell,
      connect: (signal) => localTransport().connect(host, signal),
      becomePassword: undefined,
      signal: new AbortController().signal,
    });
    const one = await link.shell(undefined);
    const together = await Promise.all(one.ask(leaves));
    const alone = await Promise.all(leaves.map(async (leaf) => (await link.ask([leaf], undefined))[0]));
    const parsed = (answers: readonly unknown[]) =>
      answers.map((answer, index) => leaves[index]?.parse(answer as { stdout: string; stderr: string }));
    return { together: parsed(together), alone: parsed(alone) };
  };

  it.each(Object.keys(questions))('%s: the same as each for itself', async (name) => {
    const ask = questions[name] ?? (() => pathState('/'));
    const leaves = leavesOf(names.map((one) => ask(join(root, one))));
    expect(leaves.length).toBe(names.length);
    const { together, alone } = await asked(leaves);
    expect(together).toEqual(alone);
  });

  it('a name with a newline: each is asked for itself then, and the answer is right', async () => {
    const odd = join(root, 'new\nline');
    await writeFile(odd, 'odd');
    const leaves = leavesOf([odd, join(root, 'plain')].map((path) => pathState(path, { digest: true })));
    const { together, alone } = await asked(leaves);
    await rm(odd);
    expect(together).toEqual(alone);
    expect(together[0]).toMatchObject({ is: 'file', size: 3 });
  });
});
