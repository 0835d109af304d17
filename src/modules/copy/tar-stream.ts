import { createHash } from 'node:crypto';
import type { ByteStream } from '../../core/command.ts';
import { RefusedError } from '../../core/errors.ts';
import { readInPieces } from '../shared/read-in-pieces.ts';
import { tarBlock, tarHead } from './tar-head.ts';

/** What is packed; `mode` is octal digits. */
export type TarEntry =
  | { readonly is: 'directory'; readonly name: string; readonly mode: string }
  | { readonly is: 'link'; readonly name: string; readonly target: string }
  | {
      readonly is: 'file';
      readonly name: string;
      readonly mode: string;
      readonly bytes: number;
      readonly sha256: string;
      /** Where its bytes are on the controller. */
      readonly source: string;
    };

/** So much is handed on at once: a small file needs no write of its own. */
const pieceBytes = 64 * 1024;

/**
 * A tar archive as a stream, in constant memory. Its last entry is an empty file `mark`: where that was unpacked, all
 * was. The stream throws a RefusedError when a file is no longer what it was.
 */
export function tarStream(entries: readonly TarEntry[], mark: string): ByteStream {
  const marked: readonly TarEntry[] = [
    ...entries,
    { is: 'file', name: mark, mode: '0600', bytes: 0, sha256: nothing, source: '/dev/null' },
  ];
  const bytes = marked.map((entry) => tarHead(entry).length + paddedBytes(entry)).reduce(sum, 2 * tarBlock);
  return { bytes, open: () => inPieces(packed(marked)) };
}

const nothing = createHash('sha256').digest('hex');

async function* packed(entries: readonly TarEntry[]): AsyncIterable<Uint8Array> {
  for (const entry of entries) {
    yield tarHead(entry);
    if (entry.is !== 'file' || entry.bytes === 0) continue;
    yield* content(entry);
    yield new Uint8Array(paddedBytes(entry) - entry.bytes);
  }
  yield new Uint8Array(2 * tarBlock);
}

async function* content({
  source,
  bytes,
  sha256,
}: Extract<TarEntry, { is: 'file' }>): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of readInPieces(source)) {
    read += chunk.length;
    if (read > bytes) throw changed(source);
    hash.update(chunk);
    yield chunk;
  }
  if (read < bytes || hash.digest('hex') !== sha256) throw changed(source);
}

async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

function paddedBytes(entry: TarEntry): number {
  return entry.is === 'file' ? Math.ceil(entry.bytes / tarBlock) * tarBlock : 0;
}

function sum(one: number, other: number): number {
  return one + other;
}

function changed(source: string): RefusedError {
  return new RefusedError(`${source} was changed while it was sent`, { hint: 'Run again.' });
}
