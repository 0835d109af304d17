import { readFileSync } from 'node:fs';
import type { CodePlace } from './code-place.ts';

const around = 2;

/** The lines around a place, with their numbers and a mark; empty when the file cannot be read any more. */
export function codeFrame({ file, line, column }: CodePlace): string {
  const lines = textOf(file).trimEnd().split('\n');
  if (lines[line - 1] === undefined) return '';
  const first = Math.max(1, line - around);
  const last = Math.min(lines.length, line + around);
  const width = String(last).length;
  const shown = lines.slice(first - 1, last).flatMap((text, index) => {
    const number = first + index;
    const row = `${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${text}`.trimEnd();
    if (number !== line || column === undefined) return [row];
    // Tabs stay tabs, so that the mark stands where it should.
    return [row, `  ${' '.repeat(width)} | ${text.slice(0, column - 1).replaceAll(/[^\t]/g, ' ')}^`];
  });
  return shown.join('\n');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
