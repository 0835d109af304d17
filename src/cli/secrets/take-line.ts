import type { Readable } from 'node:stream';

export interface TakenLine {
  readonly bytes: Buffer;
  /** The byte that ended it; undefined: the end of the input did. */
  readonly end: number | undefined;
}

/**
 * Takes the bytes of a stream up to one of those that end a line, and puts what is behind it back for whoever reads
 * next. Undefined: the stream has nothing more.
 */
export async function takeLine(input: Readable, ends: readonly number[]): Promise<TakenLine | undefined> {
  const parts: Buffer[] = [];
  const taken = Promise.withResolvers<TakenLine | undefined>();
  const onData = (chunk: Buffer) => {
    const at = chunk.findIndex((byte) => ends.includes(byte));
    parts.push(at < 0 ? chunk : chunk.subarray(0, at));
    if (at < 0) return;
    input.pause();
    if (at + 1 < chunk.length) input.unshift(chunk.subarray(at + 1));
    taken.resolve({ bytes: Buffer.concat(parts), end: chunk[at] });
  };
  const onEnd = () => {
    const bytes = Buffer.concat(parts);
    taken.resolve(bytes.length === 0 ? undefined : { bytes, end: undefined });
  };
  if (input.readableEnded || input.destroyed) return undefined;
  input.on('data', onData).once('end', onEnd).once('error', taken.reject).resume();
  try {
    return await taken.promise;
  } finally {
    input.off('data', onData).off('end', onEnd).off('error', taken.reject).pause();
  }
}
