import { configError } from './config-error.ts';
import type { ConfigLine } from './config-line.ts';
import { splitArguments } from './split-arguments.ts';

/** The one word of a line. Throws a DefinitionError that says where, for none or more. */
export function oneWord(line: ConfigLine): string {
  const [word, ...more] = words(line);
  if (more.length > 0) throw configError(line.at, `${line.keyword} takes one value, and has more`);
  return word;
}

/** The words of a line: at least one. */
export function words(line: ConfigLine): readonly [string, ...string[]] {
  const found = splitArguments(line.rest);
  if (found === undefined) throw configError(line.at, `${line.keyword} has a quote that is not closed`);
  const [first, ...others] = found;
  if (first === undefined || first === '') throw configError(line.at, `${line.keyword} has no value`);
  return [first, ...others];
}

/** A yes or no. */
export function flag(line: ConfigLine): boolean {
  const word = oneWord(line).toLowerCase();
  if (word === 'yes' || word === 'true') return true;
  if (word === 'no' || word === 'false') return false;
  throw configError(line.at, `${line.keyword} must be yes or no, and is "${word}"`);
}

/** A port number. */
export function portNumber(line: ConfigLine): number {
  const word = oneWord(line);
  const port = /^\d{1,5}$/.test(word) ? Number(word) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw configError(line.at, `${line.keyword} must be a number from 1 to 65535, and is "${word}"`);
}

/** A time such as `90`, `1m30s` or `2h`; `none` and 0 are none. */
export function timeMs(line: ConfigLine): number | undefined {
  const word = oneWord(line).toLowerCase();
  if (word === 'none') return undefined;
  if (!/^(\d+[smhdw]?)+$/.test(word)) {
    throw configError(line.at, `${line.keyword} must be a time such as 10 or 1m30s, and is "${word}"`);
  }
  const parts = [...word.matchAll(/(\d+)([smhdw]?)/g)];
  const seconds = parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * (unitSeconds[unit ?? ''] ?? 1),
    0,
  );
  return seconds === 0 ? undefined : seconds * 1000;
}

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };
