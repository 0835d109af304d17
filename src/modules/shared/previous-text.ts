import { type BatchKind, known, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { diffLimit, type FileContent } from './file-content.ts';
import { previousTexts } from './previous-texts.ts';

const anyNumber = previousTexts({ mostBytes: diffLimit });

/**
 * Asks for the text that new content would replace. Undefined when there is nothing to compare: the content is the
 * same, one of both is long, binary or sensitive, or no file is there. `kind` may leave out more.
 */
export function previousText(
  path: string,
  { text, sha256 }: Pick<FileContent, 'text' | 'sha256'>,
  kind: BatchKind = anyNumber,
): Query<string | undefined> {
  if (text === undefined) return known(undefined);
  const script = sh`p=${path}
if [ -f "$p" ] && [ ! -L "$p" ] && [ -r "$p" ] && [ "$(stat -c %s -- "$p")" -le ${diffLimit} ] &&
[ "$(sha256sum <"$p" | cut -d ' ' -f 1)" != ${sha256} ]; then echo text; cat -- "$p"; fi`;
  return query(script, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => parse(stdout),
    batch: { kind, item: `${sha256}${path}` },
  });
}

function parse(stdout: string): string | undefined {
  const head = 'text\n';
  // The replacement character stands where bytes were no text.
  return stdout.startsWith(head) && !/[\0\uFFFD]/.test(stdout) ? stdout.slice(head.length) : undefined;
}
