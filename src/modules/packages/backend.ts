import type { Command } from '../../core/command.ts';
import type { Shell } from '../../core/sh.ts';
import type { PackageName } from './package-name.ts';
import type { PackageState, PackagesState } from './package-state.ts';
import type { PackagesChange } from './packages-changes.ts';
import type { PackagesParams } from './params.ts';

/** A package manager: what to ask it, what its answers mean, and how it makes a change and takes it back. */
export interface Backend {
  readonly name: 'apt' | 'dnf' | 'zypper' | 'apk';
  /** The programs that it may be called by. */
  readonly programs: readonly string[];
  /** How files of its packages end. */
  readonly fileEnding: string;
  /** What it has no counterpart of, and why. */
  readonly lacks: Readonly<Partial<Record<'purge' | 'autoremove', string>>>;
  /** What brings the ability to hold packages where it is missing. */
  readonly holdsBy: string;
  /** Scripts that print, each under its title. `$m` is the program. */
  readonly look: (wanted: Wanted) => Sections<Shell>;
  readonly read: (said: Sections<string>, wanted: Wanted) => Facts;
  readonly isVersion: (wanted: string, installed: string) => boolean;
  /** How its command line names a package, at the version that is given if any. */
  readonly spec: (one: PackageName, version?: string) => string;
  /** What a person would type. */
  readonly byHand: Readonly<Record<'install' | 'remove', string>>;
  readonly change: (change: PackagesChange, desired: PackagesParams, current: PackagesState) => Shell;
  readonly undo: (change: PackagesChange, desired: PackagesParams, current: PackagesState) => Shell;
  readonly progress: NonNullable<Command['progress']>;
}

export type Sections<T> = Readonly<Record<string, T>>;

export interface Wanted {
  readonly packages: readonly PackageName[];
  /** Of those that do not come from a file. */
  readonly names: readonly string[];
  readonly files: readonly string[];
  readonly params: PackagesParams;
}

/** What a look found out. What was not asked for may be left out. */
export interface Facts {
  readonly installed: readonly Row[];
  readonly files: readonly FileFacts[];
  /** The architectures that a name without one stands for; undefined: any. */
  readonly native?: string;
  readonly listsAgeMs?: number;
  /** By name: the version that is offered. */
  readonly offers?: ReadonlyMap<string, string>;
  readonly dependents?: PackagesState['dependents'];
  readonly unneeded?: PackagesState['unneeded'];
  readonly canHold?: boolean;
  /** Names that stay at their version. */
  readonly held?: readonly string[];
}

export interface Row extends Pick<PackageState, 'name' | 'isRemoved'> {
  readonly architecture: string;
  /** Undefined: it is not whole. */
  readonly version: string | undefined;
}

/** What a package file on the host says of itself. */
export interface FileFacts {
  readonly file: string;
  readonly found: { readonly name: string; readonly version: string } | 'absent' | 'unreadable';
}
