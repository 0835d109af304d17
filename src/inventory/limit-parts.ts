import { readFileSync } from 'node:fs';
import { splitPattern } from './split-pattern.ts';
import { unreadable } from './unreadable.ts';

/**
 * The parts of a `--limit`, in which `@file` stands for the patterns in a file, one a line. Throws a UsageError when
 * the file cannot be read.
 */
export function limitParts(limit: string): readonly string[] {
  return splitPattern(limit).flatMap((part) => (part.startsWith('@') ? linesOf(part.slice(1)) : [part]));
}

function linesOf(path: string): readonly string[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  } catch (cause) {
    throw unreadable(`@${path}`, cause);
  }
}
