import type { PathState } from './path-state.ts';

/** Where a file is kept that is about to be replaced: beside it, by its digest and the time of its last change. */
export function backupPath(path: string, file: Extract<PathState, { is: 'file' }>): string {
  const time = new Date(file.modified * 1000).toISOString().slice(0, 19).replace('T', '@');
  return `${path}.${file.sha256?.slice(0, 8)}.${time}~`;
}
