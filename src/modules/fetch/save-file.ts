import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Conversation, commandOf } from '../../core/command.ts';
import { RefusedError } from '../../core/errors.ts';
import { bytesOfPiece, piece } from './piece.ts';

export interface Saving {
  readonly src: string;
  readonly target: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Whether what is at the target may be replaced; otherwise a file that comes between is left as it is. */
  readonly replaces: boolean;
  /** Told of the first directory that had to be made. */
  readonly onMade: (directory: string) => void;
}

/** Brings a file of the host to the controller, whole and with the digest that was seen, or not at all. */
export async function saveFile(host: Conversation, saving: Saving): Promise<void> {
  const { src, target, replaces, onMade } = saving;
  const made = await mkdir(dirname(target), { recursive: true });
  if (made !== undefined) onMade(made);
  const fresh = `${target}.${randomBytes(6).toString('hex')}.new`;
  try {
    const digest = await receive(host, saving, fresh);
    if (digest !== saving.sha256) {
      throw new RefusedError(`${src} was changed while it was fetched`, {
        hint: 'Fetch it when nothing writes to it, or a copy of it.',
      });
    }
    await (replaces ? rename(fresh, target) : putNew(fresh, target));
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Writes to a file that its user alone may read. */
async function receive(host: Conversation, { src, bytes }: Saving, fresh: string): Promise<string> {
  const hash = createHash('sha256');
  await using file = await open(fresh, 'wx', 0o600);
  for (let number = 0, had = 0; had < bytes; number += 1) {
    const { stdout } = await host.run(commandOf(piece(src, number), { touches: [] }));
    const next = bytesOfPiece(stdout);
    if (next.length === 0) break;
    hash.update(next);
    await file.write(next);
    had += next.length;
  }
  return hash.digest('hex');
}

async function putNew(fresh: string, target: string): Promise<void> {
  await link(fresh, target).catch((cause: unknown) => {
    throw new RefusedError(`${target} cannot be made on the controller`, {
      hint: 'Has another host put its file there? Then leave out flat, or name the host in dest.',
      cause,
    });
  });
}
