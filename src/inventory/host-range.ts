import { DefinitionError } from '../core/errors.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const mostHosts = 1_000_000;

/**
 * The names that `web[01:50:2].[a:c]` stands for, the first range turning slowest. A name without `[` stands for
 * itself. Throws a DefinitionError for a range that cannot be read.
 */
export function expandHostRange(pattern: string): readonly string[] {
  const open = pattern.indexOf('[');
  if (open === -1) return [pattern];
  const close = pattern.indexOf(']', open);
  if (close === -1) throw wrong(pattern, 'has a "[" without its "]"');
  const head = pattern.slice(0, open);
  const tails = expandHostRange(pattern.slice(close + 1));
  const middles = valuesOf(pattern, pattern.slice(open + 1, close));
  if (middles.length * tails.length > mostHosts) throw tooMany(pattern);
  return middles.flatMap((middle) => tails.map((tail) => head + middle + tail));
}

function valuesOf(pattern: string, range: string): readonly string[] {
  const [begin, end, step = '1', ...rest] = range.split(':');
  if (begin === undefined || end === undefined || rest.length > 0) {
    throw wrong(pattern, 'must be begin:end or begin:end:step');
  }
  if (end === '') throw wrong(pattern, 'must specify an end');
  if (!/^0*[1-9][0-9]*$/.test(step)) throw wrong(pattern, `has the step "${step}", which is not 1 or more`);
  if (/^[A-Za-z]$/.test(begin)) return lettersOf(pattern, begin, end, Number(step));
  return numbersOf(pattern, begin || '0', end, Number(step));
}

function lettersOf(pattern: string, begin: string, end: string, step: number): readonly string[] {
  if (!/^[A-Za-z]$/.test(end)) throw wrong(pattern, `begins with a letter and ends with "${end}"`);
  const from = letters.indexOf(begin);
  const to = letters.indexOf(end);
  if (from > to) throw backwards(pattern);
  const every = letters.slice(from, to + 1).split('');
  return every.filter((_, index) => index % step === 0);
}

function numbersOf(pattern: string, begin: string, end: string, step: number): readonly string[] {
  if (!/^[0-9]+$/.test(begin) || !/^[0-9]+$/.test(end)) {
    throw wrong(pattern, 'must be of two numbers or of two letters');
  }
  const padded = begin.startsWith('0') && begin.length > 1;
  if (padded && begin.length !== end.length) {
    throw wrong(pattern, 'must specify equal-length begin and end formats');
  }
  const [from, to] = [Number(begin), Number(end)];
  if (from > to) throw backwards(pattern);
  if (!Number.isSafeInteger(to) || (to - from) / step > mostHosts) throw tooMany(pattern);
  const width = padded ? begin.length : 0;
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, index) => String(from + index * step).padStart(width, '0'));
}

function backwards(pattern: string): DefinitionError {
  return wrong(pattern, 'must have begin <= end');
}

function tooMany(pattern: string): DefinitionError {
  return wrong(pattern, `stands for more than ${mostHosts} hosts`);
}

function wrong(pattern: string, why: string): DefinitionError {
  return new DefinitionError(`The host range ${JSON.stringify(pattern)} ${why}`, {
    hint: 'Write a range as web[01:20], web[1:9:2] or db-[a:f]; both ends are included.',
  });
}
