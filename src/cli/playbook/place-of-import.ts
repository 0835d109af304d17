import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodePlace } from './code-place.ts';

/** Where the import stands that found no module. */
export function placeOfImport({ message }: Error): CodePlace | undefined {
  const [, wanted, from] = /^Cannot find (?:module|package) '(.+)' imported from (.+)$/m.exec(message) ?? [];
  if (wanted === undefined || from === undefined) return undefined;
  const file = from.startsWith('file://') ? fileURLToPath(from) : from;
  const lines = readFileSync(file, 'utf8').split('\n');
  const name = basename(wanted);
  const index = lines.findIndex((text) => /\b(?:from|import)\b/.test(text) && text.includes(name));
  if (index === -1) return { file, line: 1 };
  const quote = /['"][^'"]*['"]\s*\)?;?\s*$/.exec(lines[index] ?? '');
  return { file, line: index + 1, column: quote === null ? undefined : quote.index + 1 };
}
