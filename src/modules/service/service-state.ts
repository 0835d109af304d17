import type { ChangedAt } from '../shared/changed-at.ts';

/** A service as a look saw it. */
export interface ServiceState {
  readonly running: boolean;
  /** Seconds since 1970: not later than when it last began to read its files. Undefined when that cannot be told. */
  readonly since: number | undefined;
  /** The same for what it reads again when it is reloaded. */
  readonly readSince: number | undefined;
  /** How much too early `since` may be, in seconds. */
  readonly vague: number;
  /** The host's clock at the look, in seconds since 1970. */
  readonly now: number;
  readonly manager: UnitFacts | InitFacts | ProcessFacts;
  readonly files: readonly ChangedAt[];
  /** The files of `reloadAfter`. */
  readonly settings: readonly ChangedAt[];
  /** This task has restarted or reloaded it, as it was asked to do in every run. */
  readonly isDone: boolean;
}

/** What systemd says about a unit. `absent`: it does not run this host. */
export interface UnitFacts {
  readonly is: 'unit' | 'no-systemd';
  /** `LoadState`; `coming` in check mode, when there is none yet and something before may bring it. */
  readonly load: string;
  /** `UnitFileState`, such as `enabled`; empty for a unit without a file. */
  readonly file: string;
  readonly active: string;
  readonly needsDaemonReload: boolean;
}

/** What an init script says. `no-init`: neither OpenRC nor init scripts are on this host. */
export interface InitFacts {
  readonly is: 'openrc' | 'sysv' | 'no-init';
  /** `coming` in check mode, when there is none yet and something before may bring it. */
  readonly script: 'there' | 'absent' | 'coming';
  /** Whether it starts at boot; `never`: it was never said. */
  readonly boot: 'on' | 'off' | 'never';
  /** Exit code of `status`. */
  readonly status: number;
}

/** What the pid file names. */
export type ProcessFacts =
  | { readonly is: 'process'; readonly pid: number }
  | { readonly is: 'no-process' }
  /** The number belongs to another program now. */
  | { readonly is: 'other-process'; readonly pid: number; readonly command: string }
  | { readonly is: 'unreadable' };

/** The part of the state that the manager answers. */
export type RunState = Omit<ServiceState, 'files' | 'settings' | 'isDone'>;
