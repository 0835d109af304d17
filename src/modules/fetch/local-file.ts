import { lstat } from 'node:fs/promises';
import { controllerQuery, type Query } from '../../core/query.ts';
import { localDigest } from '../shared/local-digest.ts';

/** What is at a path of the controller. */
export type LocalFile =
  | { readonly is: 'file'; readonly sha256: string }
  | { readonly is: 'absent' | 'other' };

/** Asks what is at a path of the controller. */
export function localFile(path: string): Query<LocalFile> {
  return controllerQuery(async (): Promise<LocalFile> => {
    const stats = await lstat(path).catch(() => undefined);
    if (stats === undefined) return { is: 'absent' };
    return stats.isFile() ? { is: 'file', sha256: await localDigest(path, stats) } : { is: 'other' };
  }, []);
}
