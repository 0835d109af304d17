import { DefinitionError } from '../core/errors.ts';

/** A predicate for a `~regular expression` (matched from the start of the name) or a glob (matched whole). */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const expression = pattern.startsWith('~') ? fromPython(pattern.slice(1)) : fromGlob(pattern);
  return (name) => expression.test(name);
}

/** Patterns are written for Python: its spellings that JavaScript would take for something else are put over. */
function fromPython(source: string): RegExp {
  const [flags = '', letters = ''] = /^\(\?([aimsux]+)\)/.exec(source) ?? [];
  const body = source
    .slice(flags.length)
    .replaceAll('(?P<', '(?<')
    .replaceAll(/(?<!\\)\\A/g, '^')
    .replaceAll(/(?<!\\)\\Z/g, '$');
  return compile(`~${source}`, `^(?:${body})`, letters.replaceAll(/[^ims]/g, ''));
}

function fromGlob(glob: string): RegExp {
  const body = glob.replaceAll(/\*+|\?|\[(!?)(\]?[^\]]+|\])\]|[\s\S]/gu, (token, not = '', set = '') => {
    if (token.startsWith('*')) return '.*';
    if (token === '?') return '.';
    if (set === '') return token.replace(/[\\^$.+()[\]{}|/]/u, String.raw`\$&`);
    return `[${not === '' ? '' : '^'}${String(set).replaceAll(/[\\^[\]]/g, String.raw`\$&`)}]`;
  });
  return compile(glob, `^(?:${body})$`, 'su');
}

function compile(pattern: string, source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DefinitionError(`The host pattern ${JSON.stringify(pattern)} cannot be read: ${reason}`, {
      hint: pattern.startsWith('~')
        ? 'Mend the regular expression after "~".'
        : 'Write a set of characters as [abc] or [a-c].',
      cause,
    });
  }
}
