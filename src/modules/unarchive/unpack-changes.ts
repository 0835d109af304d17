import { RefusedError } from '../../core/errors.ts';
import { requireTools } from '../shared/require-tools.ts';
import type { ToolsState } from '../shared/tools-state.ts';
import type { ArchiveKind } from './archive-kind.ts';
import type { ArchiveState } from './archive-state.ts';
import type { DesiredUnpacking } from './desired-unpacking.ts';
import { needsGnuTar } from './pattern-state.ts';
import type { UnpackedState } from './unpacked-state.ts';

export interface UnarchiveState {
  /** What `creates` names is there. */
  readonly isCreated: boolean;
  readonly archive: ArchiveState;
  readonly directory: UnpackedState;
  readonly tools: ToolsState;
  /** Whether tar is that of GNU; true too where it does not matter. */
  readonly isGnuTar: boolean;
}

/** `sha256` is absent in check mode, where the archive is not there yet. */
export interface UnpackChange {
  readonly is: 'unpack';
  readonly sha256: string | undefined;
  readonly kind: ArchiveKind;
  readonly replaces: boolean;
}

/** The programs that each kind of archive needs on the host. */
export const unpackers: Readonly<Record<ArchiveKind, readonly string[]>> = {
  gz: ['tar', 'gzip'],
  bz2: ['tar', 'bzip2'],
  xz: ['tar', 'xz'],
  zst: ['tar', 'zstd'],
  zip: ['unzip'],
  tar: ['tar'],
  unknown: [],
};

/** What is to be done for a directory to hold an archive. */
export function unpackChanges(current: UnarchiveState, desired: DesiredUnpacking): readonly UnpackChange[] {
  const { isCreated, archive, directory } = current;
  const { path, how, force } = desired;
  if (isCreated) return [];
  if (archive.is === 'absent') throw nothingThere(desired);
  if (directory.is === 'foreign' && !force) {
    throw new RefusedError(`${path} is there and was not unpacked from an archive`, {
      hint: 'Move it away, or set force to true to have it replaced.',
    });
  }
  const replaces = directory.is === 'unpacked' || directory.is === 'foreign';
  if (archive.is === 'coming') return [{ is: 'unpack', sha256: undefined, kind: 'unknown', replaces }];
  const { sha256, kind } = archive;
  if (directory.is === 'unpacked' && directory.sha256 === sha256 && directory.how === how) return [];
  refuseKind(kind, current, desired);
  return [{ is: 'unpack', sha256, kind, replaces }];
}

function nothingThere({ src, here }: DesiredUnpacking): RefusedError {
  if (here?.is !== 'unusable') {
    return new RefusedError(`There is no archive ${src}`, {
      hint: "Download or copy it before, or set from to 'controller' where it is there.",
    });
  }
  const { message, hint } = here.error;
  return new RefusedError(message, { cause: here.error, ...(hint === undefined ? {} : { hint }) });
}

/** Throws a RefusedError where the host cannot unpack such an archive. */
function refuseKind(kind: ArchiveKind, { tools, isGnuTar }: UnarchiveState, desired: DesiredUnpacking): void {
  const { src } = desired;
  if (kind === 'unknown') {
    throw new RefusedError(`${src} is not an archive that can be unpacked`, {
      hint: 'It can be tar, tar.gz, tar.bz2, tar.xz, tar.zst or zip.',
    });
  }
  const missing = tools.missing.filter((tool) => unpackers[kind].includes(tool));
  requireTools({ ...tools, missing }, `${src} cannot be unpacked`);
  if (kind === 'zip' || isGnuTar || !needsGnuTar(desired)) return;
  throw new RefusedError(`The tar of this host can neither exclude nor match patterns as GNU tar does`, {
    hint: 'Install GNU tar by a task before, or only include, by paths without patterns.',
  });
}
