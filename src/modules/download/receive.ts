import { createHash, type Hash } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { RefusedError } from '../../core/errors.ts';
import { httpStream, type StreamRequest } from '../outside/http-stream.ts';
import { plainUrl } from '../outside/plain-url.ts';
import { readInPieces } from '../shared/read-in-pieces.ts';
import type { Waiting } from './one-for-all.ts';

/**
 * Fetches a URL into a file of the controller, going on after what is there already, in constant memory. Gives the
 * digest of all of it.
 */
export async function receive(asked: StreamRequest, path: string, waiting: Waiting): Promise<string> {
  const { signal } = waiting;
  const before = await beginningOf(path);
  const range = before.bytes > 0 ? { range: `bytes=${before.bytes}-` } : {};
  const response = await httpStream({ ...asked, headers: { ...asked.headers, ...range } }, signal);
  const { statusCode: status = 0 } = response;
  if (before.bytes > 0 && status === 416) {
    response.destroy();
    await rm(path);
    return receive(asked, path, waiting);
  }
  const isRest = status === 206 && isFrom(response, before.bytes);
  if (status !== 200 && !isRest) {
    response.destroy();
    throw new RefusedError(`${plainUrl(asked.url)} was answered by ${status}`);
  }
  const { bytes, hash } = isRest ? before : nothing();
  const told = percentTeller(bytes + Number(response.headers['content-length']), waiting);
  await using file = await open(path, isRest ? 'a' : 'w', 0o600);
  let got = bytes;
  // Piece by piece, so that a cut loses no more than one.
  for await (const piece of response as AsyncIterable<Buffer>) {
    hash.update(piece);
    await file.writeFile(piece);
    got += piece.length;
    told(got);
  }
  return hash.digest('hex');
}

interface Beginning {
  readonly bytes: number;
  readonly hash: Hash;
}

function nothing(): Beginning {
  return { bytes: 0, hash: createHash('sha256') };
}

async function beginningOf(path: string): Promise<Beginning> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return nothing();
  const { hash } = nothing();
  await pipeline(readInPieces(path), hash, { end: false });
  return { bytes: stats.size, hash };
}

function isFrom({ headers }: IncomingMessage, bytes: number): boolean {
  return headers['content-range']?.startsWith(`bytes ${bytes}-`) ?? false;
}

/** Tells each percent once; without a length nobody can know. */
function percentTeller(whole: number, { onProgress }: Waiting): (got: number) => void {
  let told = -1;
  return (got) => {
    const percent = Math.floor((100 * got) / whole);
    if (!(percent > told)) return;
    told = percent;
    onProgress({ text: `${percent} % fetched`, fraction: Math.min(1, got / whole) });
  };
}
