import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DefinitionError } from '../../core/errors.ts';
import { contentOfFile, type FileContent } from '../shared/file-content.ts';
import { type ArchiveKind, archiveKind, tarMark } from './archive-kind.ts';

/** An archive on the controller; `error` says why there is none. */
export type LocalArchive =
  | { readonly is: 'unusable'; readonly error: DefinitionError }
  | { readonly is: 'file'; readonly kind: ArchiveKind; readonly content: FileContent };

/** Looks at an archive on the controller, in constant memory. One that is not there may not be needed. */
export async function localArchive(src: string, directory: string): Promise<LocalArchive> {
  try {
    const content = await contentOfFile(src, directory);
    return { is: 'file', kind: await kindOf(resolve(directory, src)), content };
  } catch (error) {
    if (error instanceof DefinitionError) return { is: 'unusable', error };
    throw error;
  }
}

async function kindOf(path: string): Promise<ArchiveKind> {
  const bytes = Buffer.alloc(tarMark.at + tarMark.bytes);
  await using file = await open(path);
  await file.read(bytes, 0, bytes.length, 0);
  return archiveKind(bytes.toString('hex', 0, 6), bytes.toString('latin1', tarMark.at));
}
