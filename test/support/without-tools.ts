import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';

/** Leaves all programs of this machine but some on the search path of what a test starts; they come into `directory`. */
export async function withoutTools(directory: string, missing: readonly string[]): Promise<void> {
  const bin = join(directory, 'bin');
  await mkdir(bin);
  const places = ['/bin', '/usr/sbin', '/sbin', '/usr/bin'];
  const found = await Promise.all(
    places.map(async (place) => (await readdir(place)).map((name) => [name, join(place, name)] as const)),
  );
  const programs = new Map(found.flat().filter(([name]) => !missing.includes(name)));
  await Promise.all([...programs].map(([name, path]) => symlink(path, join(bin, name))));
  vi.stubEnv('PATH', bin);
}
