import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Directory extends AsyncDisposable {
  readonly path: string;
}

/** A temporary directory with these files, gone when it is disposed. */
export async function directoryOf(files: Readonly<Record<string, string>>): Promise<Directory> {
  const path = await mkdtemp(join(tmpdir(), 'inventory-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
