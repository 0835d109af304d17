import type { FileFacts } from './backend.ts';
import { linesOf } from './lines-of.ts';

/** What a line for each file says: its name and version, or what is wrong with it. */
export function fileFacts(said: string | undefined, files: readonly string[]): readonly FileFacts[] {
  const rows = linesOf(said);
  return files.map((file, index) => {
    const [name = '', version] = (rows[index] ?? '').split('|');
    if (version !== undefined) return { file, found: { name, version } };
    return { file, found: name === 'absent' ? 'absent' : 'unreadable' };
  });
}
