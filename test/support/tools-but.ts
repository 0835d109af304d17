import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes a directory with all programs of this machine but some, and answers its path. */
export async function toolsBut(directory: string, missing: readonly string[]): Promise<string> {
  const bin = join(directory, 'bin');
  await mkdir(bin);
  const places = ['/bin', '/usr/sbin', '/sbin', '/usr/bin'];
  const found = await Promise.all(
    places.map(async (place) => (await readdir(place)).map((name) => [name, join(place, name)] as const)),
  );
  const programs = new Map(found.flat().filter(([name]) => !missing.includes(name)));
  await Promise.all([...programs].map(([name, path]) => symlink(path, join(bin, name))));
  return bin;
}
