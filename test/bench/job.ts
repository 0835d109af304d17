import type { Work } from './work.ts';

/** A host to work on: an address and port of its own, and a directory that only it writes to. */
export interface Target {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly keyFile: string;
  /** A line such as `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  readonly directory: string;
}

/** Work on hosts, so many at a time. Plain JSON: a floor reads it from a file. */
export interface Job {
  readonly work: Work;
  readonly targets: readonly Target[];
  readonly atATime: number;
  /** For what is made to do it: inventories, playbooks, templates. */
  readonly directory: string;
  /** The file to upload. */
  readonly source: string;
}
