import { createHash } from 'node:crypto';
import type { Target } from '../job.ts';
import { renderedText, templatePath } from '../template-text.ts';

export interface RenderedFile {
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
}

/** The files that a host should have. */
export function files({ name, directory }: Target, count: number): readonly RenderedFile[] {
  return Array.from({ length: count }, (_, index) => {
    const text = renderedText(name, index);
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { path: templatePath(directory, index), text, sha256 };
  });
}

/** Whether `sha256sum` said that the file is as it should be. */
export function isThere({ sha256 }: RenderedFile, said: string): boolean {
  return said.startsWith(sha256);
}

/** Replaces a file by what comes on standard input, in one step. */
export function put({ path }: RenderedFile): string {
  return `cat >${path}.new && chmod 0644 ${path}.new && mv -f ${path}.new ${path}`;
}
