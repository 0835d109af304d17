import { randomBytes } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';

const chunk = 1024 * 1024;

/** A file of this size that cannot be compressed. It is made once. */
export async function sourceFile(directory: string, bytes: number): Promise<string> {
  const path = join(directory, `source-${bytes}`);
  const known = await stat(path).catch(() => undefined);
  if (known?.size === bytes) return path;
  await using file = await open(path, 'w');
  for (let done = 0; done < bytes; done += chunk)
    await file.write(randomBytes(Math.min(chunk, bytes - done)));
  return path;
}
