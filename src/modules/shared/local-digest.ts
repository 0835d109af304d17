import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { readInPieces } from './read-in-pieces.ts';

const known = new Map<string, Promise<string>>();

/** The SHA-256 of a file on the controller, in constant memory; read once for all hosts while the file stays the same. */
export function localDigest(
  path: string,
  { size, mtimeMs, ino }: Pick<Stats, 'size' | 'mtimeMs' | 'ino'>,
): Promise<string> {
  const key = JSON.stringify([path, size, mtimeMs, ino]);
  const digest = known.get(key) ?? read(path);
  known.set(key, digest);
  digest.catch(() => known.delete(key));
  return digest;
}

async function read(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(readInPieces(path), hash);
  return hash.digest('hex');
}
