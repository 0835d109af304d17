import { DefinitionError, NothingMatchedError } from '../core/errors.ts';
import { addressOf } from './address.ts';

/**
 * The parts of a pattern: separated by commas or, where there is none, by colons or spaces, unless the whole is an
 * address. Throws a NothingMatchedError for a pattern that names nothing, a DefinitionError for a stray bracket.
 */
export function splitPattern(pattern: string): readonly string[] {
  const parts = separated(pattern)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) {
    throw new NothingMatchedError(`The host pattern ${JSON.stringify(pattern)} names no hosts`, {
      hint: 'Write "all" for every host.',
    });
  }
  const bare = parts.find((part) => part === '!' || part === '&' || part === '~');
  if (bare !== undefined) throw wrong(pattern, `has a "${bare}" that nothing follows`);
  return parts;
}

function separated(pattern: string): readonly string[] {
  if (pattern.includes(',')) return pattern.split(',');
  if (addressOf(pattern) !== undefined) return [pattern];
  const part = /(?:[^\s:[\]]|\[[^\]]*\])+/gu;
  if (/[[\]]/.test(pattern.replaceAll(part, ''))) throw wrong(pattern, 'has a bracket without its other');
  return pattern.match(part) ?? [];
}

function wrong(pattern: string, why: string): DefinitionError {
  return new DefinitionError(`The host pattern ${JSON.stringify(pattern)} ${why}`, {
    hint: 'Patterns look like web:db, web:&stage:!web3, web[0:4], *.example.com or ~web[0-9]+.',
  });
}
