import { createHash, randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '../../core/errors.ts';
import { deadline } from '../outside/deadline.ts';
import { codeOf, failureWords } from '../outside/failure-words.ts';
import type { StreamRequest } from '../outside/http-stream.ts';
import { plainUrl } from '../outside/plain-url.ts';
import { type KeptFile, keptDirectory, keptFile, readyDirectory } from './kept-files.ts';
import { OneForAll, type Waiting } from './one-for-all.ts';
import { receive } from './receive.ts';

export interface WantedHere extends StreamRequest {
  /** Undefined: any content will do, for the host to check. */
  readonly sha256: string | undefined;
  readonly timeoutMs: number;
}

/** What has no digest to be known by is asked for again after so long. */
const freshMs = 60 * 60_000;

const fetches = new OneForAll<KeptFile>();
const fresh = new Map<string, { readonly sha256: string; readonly until: number }>();

/**
 * Fetches a file to the controller, once for all hosts that want it, and checks its digest. What is kept from another
 * run is not fetched again, and what was interrupted goes on. Rejects with a RefusedError that says why there is none.
 */
export async function fetchHere(wanted: WantedHere, waiting: Waiting): Promise<KeptFile> {
  const { url, headers, proxy, ca, sha256 } = wanted;
  const parts = JSON.stringify([url, headers, proxy, ca, sha256, keptDirectory()]);
  // A digest, since headers may hold a secret.
  const key = createHash('sha256').update(parts).digest('hex');
  return fetches.of(key, waiting, async (as) => {
    const known = sha256 ?? freshDigest(key);
    const kept = known === undefined ? undefined : await keptFile(known);
    if (kept !== undefined) return kept;
    const file = await fetched(wanted, as);
    fresh.set(key, { sha256: file.sha256, until: Date.now() + freshMs });
    return file;
  });
}

function freshDigest(key: string): string | undefined {
  const known = fresh.get(key);
  return known !== undefined && known.until > Date.now() ? known.sha256 : undefined;
}

async function fetched(wanted: WantedHere, { signal, onProgress }: Waiting): Promise<KeptFile> {
  using limit = deadline(signal, wanted.timeoutMs);
  try {
    return await received(wanted, { signal: limit.signal, onProgress });
  } catch (error) {
    signal.throwIfAborted();
    const silence = `gave no whole file within ${wanted.timeoutMs / 1000} s`;
    throw limit.signal.aborted
      ? new RefusedError(`${plainUrl(wanted.url)} ${silence}`, { cause: error })
      : refusal(error, wanted);
  }
}

async function received(wanted: WantedHere, waiting: Waiting): Promise<KeptFile> {
  const directory = await readyDirectory();
  // Nobody else writes to it: who finds a part takes it away under a name of his own.
  const own = join(directory, `${randomUUID()}.part`);
  const part = join(directory, `${wanted.sha256}.part`);
  try {
    const isPart = wanted.sha256 !== undefined && (await moved(part, own));
    let sha256 = await receive(wanted, own, waiting);
    if (isPart && sha256 !== wanted.sha256) {
      await rm(own);
      sha256 = await receive(wanted, own, waiting);
    }
    if (sha256 !== (wanted.sha256 ?? sha256)) {
      await rm(own);
      throw new RefusedError(
        `What ${plainUrl(wanted.url)} gives has the sha256 ${sha256}, not ${wanted.sha256} as wanted`,
      );
    }
    await rename(own, join(directory, sha256));
    const kept = await keptFile(sha256);
    if (kept === undefined) throw new RefusedError(`${join(directory, sha256)} was taken away meanwhile`);
    return kept;
  } finally {
    if (wanted.sha256 !== undefined) await moved(own, part);
    await rm(own, { force: true });
  }
}

function moved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}

function refusal(error: unknown, { url }: WantedHere): RefusedError {
  if (error instanceof RefusedError) return error;
  const code = codeOf(error);
  const shown = plainUrl(url);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new RefusedError(`The controller has no space to keep ${shown}`, {
      hint: `Make room for it in ${keptDirectory()}, or name another place in XDG_CACHE_HOME.`,
      cause: error,
    });
  }
  if (error instanceof Error && 'path' in error) {
    return new RefusedError(`The controller cannot keep ${shown}: ${error.message}`, {
      hint: 'Name a place that may be written in XDG_CACHE_HOME.',
      cause: error,
    });
  }
  const isCut = code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
  return new RefusedError(
    `${shown} ${isCut ? 'closed the connection before the end' : failureWords(error)}`,
    {
      hint: 'Run it again: it goes on from there.',
      cause: error,
    },
  );
}
