import { spawnSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { placesOf } from '../../../src/engine/look-ahead/places.ts';
import { prelude } from '../../../src/session/prelude.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';

it.each(shells)('a path has all its names, and those of the links on its way, by %s', async (shell) => {
  const root = await scratchDirectory();
  for (const directory of ['one', 'od d', 'r']) await mkdir(join(root, directory));
  await writeFile(join(root, 'one/a'), '');
  const links = {
    gate: 'one',
    door: 'gate',
    'to-a': 'gate/a',
    far: `${root}/door`,
    'r/up': '../door',
    'we ird': 'od d',
    nowhere: 'missing',
    loop: 'loop/../a',
  };
  for (const [path, target] of Object.entries(links)) await symlink(target, join(root, path));
  const paths = ['one/a', 'door/a', 'to-a', 'far/b', 'r/up/a', 'we ird/a', 'nowhere/a', 'loop'];
  const { leaf, read } = placesOf(paths.map((path) => join(root, path)));
  const [program = 'sh', ...args] = shell.split(' ');
  const script = `${prelude}\n${leaf.script.text}`;
  const { stdout, stderr } = spawnSync(program, [...args, '-c', script], { encoding: 'utf8' });
  const named = [...read({ stdout, stderr })].map(([path, names]) => [
    path.slice(root.length + 1),
    names?.map((name) => name.slice(root.length + 1)),
  ]);
  expect(Object.fromEntries(named)).toEqual({
    'one/a': ['one/a'],
    'door/a': ['door/a', 'one/a', 'door', 'gate'],
    'to-a': ['to-a', 'one/a', 'gate'],
    'far/b': ['far/b', 'one/b', 'far', 'door', 'gate'],
    'r/up/a': ['r/up/a', 'one/a', 'r/up', 'door', 'gate'],
    'we ird/a': ['we ird/a', 'od d/a', 'we ird'],
    'nowhere/a': undefined,
    loop: undefined,
  });
});
