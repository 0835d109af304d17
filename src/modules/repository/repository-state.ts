import { all, each, mapQuery, type Query, query } from '../../core/query.ts';
import { type DesiredFile, fileSteps, type WrittenFile } from '../shared/file-steps.ts';
import { pathState } from '../shared/path-state.ts';
import type { DesiredRepository } from './desired-repository.ts';
import { listsDue } from './lists-script.ts';

/** A file of a repository as it should be and as it is. */
export interface SeenFile {
  readonly file: DesiredFile;
  readonly seen: WrittenFile;
}

export interface RepositoryState {
  readonly files: readonly SeenFile[];
  /** What is there and should not be. */
  readonly left: readonly string[];
  /** The lists of it were never got. */
  readonly isDue: boolean;
}

/** Asks for the files of a repository, and whether its lists were ever got. */
export function repositoryState(desired: DesiredRepository): Query<RepositoryState> {
  const { files, gone, listPath } = desired;
  return mapQuery(
    all({
      files: each(files.map((file) => mapQuery(fileSteps.inspect(file), (seen) => ({ file, seen })))),
      left: each(gone.map((path) => mapQuery(pathState(path), ({ is }) => (is === 'absent' ? [] : [path])))),
      isDue: query(listsDue(desired), {
        reads: [`file:${listPath}`, 'file:/var/lib/apt/lists', 'file:/var/cache/zypp'],
        parse: ({ stdout }) => stdout.includes('due'),
      }),
    }),
    (state) => ({ ...state, left: state.left.flat() }),
  );
}
