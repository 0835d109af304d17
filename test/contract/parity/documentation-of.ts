import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The comments of a module's file, each in one line. */
export async function documentationOf(source: string): Promise<readonly string[]> {
  const text = await readFile(resolve(import.meta.dirname, '../../../src/modules', source), 'utf8');
  return [...text.matchAll(/\/\*\*([^]*?)\*\//g)].map(([, comment = '']) =>
    comment
      .replaceAll(/\n \* ?/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}
