import { posix } from 'node:path';
import { type FileChange, fileSteps } from '../shared/file-steps.ts';
import type { DesiredRepository } from './desired-repository.ts';
import type { RepositoryState, SeenFile } from './repository-state.ts';

export type RepositoryChange =
  | ({ readonly is: 'file'; readonly change: FileChange } & SeenFile)
  | { readonly is: 'directory' | 'remove'; readonly path: string }
  /** Its lists are got, or taken away. */
  | { readonly is: 'refresh' | 'forget' };

/** What has to be done so that a host knows a repository, or does not: the key first, so that no list lacks it. */
export function repositoryChanges(
  { files, left, isDue }: RepositoryState,
  { params: { refresh, source, state }, listPath }: DesiredRepository,
): readonly RepositoryChange[] {
  const written = files.flatMap((one) => fileChanges(one, one.file.path !== listPath));
  const removed = left.map((path): RepositoryChange => ({ is: 'remove', path }));
  const changes = [...written, ...removed];
  if (!refresh || source.is === 'dnf') return changes;
  if (state === 'absent') return left.includes(listPath) ? [{ is: 'forget' }, ...changes] : changes;
  const isChanged = source.enabled && (isDue || changes.some(isOfLists));
  return isChanged ? [...changes, { is: 'refresh' }] : changes;
}

/** The directory of a key is made. Where that of lists is not there, neither is the package manager. */
function fileChanges({ file, seen }: SeenFile, isKey: boolean): readonly RepositoryChange[] {
  const isMissing = isKey && seen.parent.isThere === 'no';
  const parent = isMissing ? ({ ...seen.parent, isThere: 'yes' } as const) : seen.parent;
  const changes = fileSteps
    .plan({ ...seen, parent }, file)
    .map((change): RepositoryChange => ({ is: 'file', change, file, seen }));
  return isMissing ? [{ is: 'directory', path: posix.dirname(file.path) }, ...changes] : changes;
}

function isOfLists(change: RepositoryChange): boolean {
  return change.is === 'remove' || (change.is === 'file' && change.change.is === 'write');
}
