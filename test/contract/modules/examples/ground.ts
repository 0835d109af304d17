import type * as modules from '../../../../src/modules/index.ts';
import { fileGround } from './file-ground.ts';
import { lookGround } from './look-ground.ts';
import { networkGround } from './network-ground.ts';
import { softwareGround } from './software-ground.ts';
import { systemGround } from './system-ground.ts';

export type ModuleName = keyof typeof modules;

/** What the example of a module needs to be run, and what comes of it. */
export interface Ground {
  /** Modules whose examples are run before. */
  readonly after?: readonly ModuleName[];
  /** A script that makes, as root, what the example finds on the host. */
  readonly before?: string;
  /** Files of the controller, below the directory of the playbook. */
  readonly files?: Readonly<Record<string, string>>;
  /** How the example ends, and how when it is run again. Default: it changes something, and then nothing. */
  readonly ends?: readonly [string, string];
  /** A script that fails unless the host, as root sees it, is what the example says. */
  readonly proof?: string;
  /** Where it is run. Default: a guest, with systemd; `copy`: a copy of this machine, with the tools that tests need. */
  readonly where?: 'guest' | 'copy';
}

/** Why an example cannot be run, and the test that runs its module. */
export interface NoGround {
  readonly why: string;
  readonly test: string;
}

/** What every example is run on: a module without an entry is an error of types. */
export const ground: Readonly<Record<ModuleName, Ground | NoGround | (() => Promise<Ground>)>> = {
  ...fileGround,
  ...lookGround,
  ...networkGround,
  ...softwareGround,
  ...systemGround,
};
