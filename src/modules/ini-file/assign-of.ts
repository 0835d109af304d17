import type { TextLine } from '../shared/text-lines.ts';

/** How options and values are joined: as in the first of these lines that has both; else ` = `. */
export function assignOf(lines: readonly TextLine[]): string {
  for (const { text } of lines) {
    const [, assign] = /^[ \t]*[^#;[=\s][^=]*?([ \t]*=[ \t]?)/.exec(text) ?? [];
    if (assign !== undefined) return assign.trim() === assign ? '=' : ' = ';
  }
  return ' = ';
}
