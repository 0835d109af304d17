import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ByteStream } from '../../core/command.ts';
import { localDigest } from '../shared/local-digest.ts';
import { readInPieces } from '../shared/read-in-pieces.ts';

/** A file that the controller has fetched: kept by its digest, whatever it was called. */
export interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What nobody has asked for in so many days is not kept any longer. */
const mostDays = 30;

/** Where the controller keeps what it has fetched. */
export function keptDirectory(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'drover', 'downloads');
}

/** The file of this digest, if it is kept and has not been touched. */
export async function keptFile(sha256: string): Promise<KeptFile | undefined> {
  const path = join(keptDirectory(), sha256);
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile() !== true) return undefined;
  if ((await localDigest(path, stats)) !== sha256) {
    await rm(path, { force: true });
    return undefined;
  }
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
  return { path, bytes: stats.size, sha256 };
}

/** Makes the directory, and takes away what is old. */
export async function readyDirectory(): Promise<string> {
  const directory = keptDirectory();
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const oldest = Date.now() - mostDays * 86_400_000;
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const stats = await stat(path).catch(() => undefined);
    if (stats !== undefined && stats.mtimeMs < oldest) await rm(path, { force: true });
  }
  return directory;
}

/** A kept file for the standard input of a command. */
export function streamOf({ path, bytes, sha256 }: KeptFile): ByteStream {
  return { bytes, sha256, open: () => readInPieces(path) };
}
