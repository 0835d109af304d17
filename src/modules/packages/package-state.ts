import type { PackageName } from './package-name.ts';

/** A package as the package manager knows it. */
export interface PackageState extends PackageName {
  /** Undefined: not installed, or not whole. */
  readonly installed: string | undefined;
  /** Only its configuration files are left. */
  readonly isRemoved: boolean;
  /** With state `latest`: what the host could have instead; undefined when that is nothing newer, or not known. */
  readonly candidate: string | undefined;
  /** It stays at its version. */
  readonly isHeld: boolean;
  /** What is wrong with the file that it comes from; `coming`: an earlier task may bring it. */
  readonly trouble: 'absent' | 'unreadable' | 'coming' | undefined;
}

/** The packages as a look saw them. */
export interface PackagesState {
  readonly packages: readonly PackageState[];
  /** The program that installs packages on the host; empty: none that is known. */
  readonly program: string;
  readonly isRoot: boolean;
  /** How old the package lists are; Infinity when there are none; 0 where the package manager sees to that itself. */
  readonly listsAgeMs: number;
  /** With state `absent`: packages that need those that are to go. */
  readonly dependents: readonly string[];
  /** With `autoremove`: packages that nothing needs once those are gone. */
  readonly unneeded: readonly { readonly name: string; readonly version: string }[];
  readonly canHold: boolean;
}
