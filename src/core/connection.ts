import type { Readable, Writable } from 'node:stream';
import type { Host } from './host.ts';

/** How a remote program ended: `code` is null when a signal or a lost connection ended it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** One running program at the other end. */
export interface Channel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the program has ended and all its output was read, or when the connection was lost. Never rejects. */
  readonly closed: Promise<Exit>;
  /** Lets go of the channel at once. The program sees the end of its input. */
  readonly close: () => void;
}

/** A way to run programs on one host. Disposing ends it and every channel. */
export interface Connection extends AsyncDisposable {
  /** Starts `command` by the login shell of the user. Rejects with a ConnectionError or TimeoutError. */
  readonly open: (command: string) => Promise<Channel>;
  /** Settles with the reason when the connection is gone; `undefined` when we ended it. Never rejects. */
  readonly lost: Promise<Error | undefined>;
}

export interface Transport {
  readonly name: string;
  /**
   * Connects and proves both sides' identity. Rejects with a ConnectionError (refused, unknown host key,
   * authentication), a TimeoutError, or a DefinitionError when the host's connection variables are wrong.
   */
  readonly connect: (host: Host, signal: AbortSignal) => Promise<Connection>;
}
