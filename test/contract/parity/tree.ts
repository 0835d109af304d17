import { chmod, lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What stands in a directory before both sides begin: the text or bytes of a file, or what else is there. */
export type Planted =
  | string
  | Uint8Array
  | { readonly text: string; readonly mode: number }
  | { readonly link: string }
  | { readonly directory: number };

export type Trees = Readonly<Record<string, Planted>>;

/** Puts files, links and directories into a directory. */
export async function plant(root: string, trees: Trees): Promise<void> {
  await mkdir(root, { recursive: true });
  for (const [name, planted] of Object.entries(trees)) {
    const path = join(root, name);
    await mkdir(dirname(path), { recursive: true });
    await put(path, planted);
  }
}

async function put(path: string, planted: Planted): Promise<void> {
  if (typeof planted === 'string' || planted instanceof Uint8Array) {
    await writeFile(path, planted, { mode: 0o644 });
    return;
  }
  if ('link' in planted) {
    await symlink(planted.link, path);
    return;
  }
  if ('text' in planted) await writeFile(path, planted.text);
  else await mkdir(path, { recursive: true });
  await chmod(path, 'text' in planted ? planted.mode : planted.directory);
}

/** All that is in a directory, one line each: path, kind, mode, owner, content or target and, with `times`, times. */
export async function treeOf(root: string, times = false): Promise<readonly string[]> {
  const names = (await readdir(root, { recursive: true })).sort();
  const firstNames = await firstNamesIn(root, names);
  const found = times ? await Promise.all(names.map((name) => timesOf(join(root, name)))) : [];
  const lines = await Promise.all(names.map((name) => lineFor(root, name, firstNames)));
  return lines.map((line, index) => line + (found[index] ?? ''));
}

/** Those of long ago, to the millisecond: others differ from run to run. A directory is read by looking into it. */
async function timesOf(path: string): Promise<string> {
  const stats = await lstat(path);
  const words = [stats.mtime, ...(stats.isFile() ? [stats.atime] : [])].map((time) =>
    time.getFullYear() < 2022 ? time.toISOString() : 'lately',
  );
  return ` at ${words.join(', ')}`;
}

/** Which name comes first of those that a file has, by inode. */
async function firstNamesIn(root: string, names: readonly string[]): Promise<ReadonlyMap<number, string>> {
  const inodes = await Promise.all(
    names.map(async (name) => ({ name, inode: (await lstat(join(root, name))).ino })),
  );
  return new Map(inodes.reverse().map(({ name, inode }) => [inode, name]));
}

async function lineFor(root: string, name: string, firstNames: ReadonlyMap<number, string>): Promise<string> {
  const path = join(root, name);
  const stats = await lstat(path);
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
  // What Ansible calls NAME.PID.TIME~ is NAME.DIGEST.TIME~ here.
  const shown = JSON.stringify(name.replace(/\.[^.]+\.[-\d]+@[:\d]+~$/, '.KEPT~'));
  const who = `${stats.uid}:${stats.gid}`;
  if (stats.isSymbolicLink()) return `${shown} link → ${(await readlink(path)).replace(root, 'ROOT')}`;
  if (stats.isDirectory()) return `${shown} directory ${mode} ${who}`;
  if (!stats.isFile()) return `${shown} other ${mode} ${who}`;
  const first = firstNames.get(stats.ino) ?? name;
  const same = first === name ? '' : ` same as ${first}`;
  return `${shown} file ${mode} ${who} ${JSON.stringify(await readFile(path, 'latin1'))}${same}`;
}
