import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of one connection that only we can read. Disposing removes it. */
export interface OpensshDirectory extends AsyncDisposable {
  readonly path: string;
  /** Where the control socket is to be. */
  readonly socket: string;
}

/** The path of a socket may have some hundred bytes, and `ssh` makes this one under a longer name at first. */
const longestParent = 60;

/** Makes a short directory for a control socket and what goes with it. */
export async function opensshDirectory(): Promise<OpensshDirectory> {
  const parent = tmpdir().length > longestParent ? '/tmp' : tmpdir();
  const path = await mkdtemp(join(parent, 'drover-'));
  return {
    path,
    socket: join(path, 's'),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
