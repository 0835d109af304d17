import { configError } from './config-error.ts';
import type { ConfigLine } from './config-line.ts';
import { fitsList } from './fits-list.ts';

/** Whether the lines of a block count. A reason: nobody here can know, for that reason. */
export type Validity = 'yes' | 'no' | { readonly unknown: string };

/** What the criteria of a Match line are held against. */
export interface MatchSubject {
  /** The host name so far: what HostName made of it. */
  readonly host: string;
  /** The name as it was given. */
  readonly original: string;
  readonly user: string;
  readonly localUser: string;
  readonly isFinal: boolean;
}

/** Judges a Match line as OpenSSH does. What only OpenSSH can judge, such as `exec`, counts only if all else fits. */
export function matchCriteria(line: ConfigLine, subject: MatchSubject): Validity {
  const judged = criteriaOf(line).map(({ name, value, isNegated }) => {
    const found = judge(name, value, subject);
    return { name, isMet: found === undefined ? undefined : found !== isNegated };
  });
  if (judged.some(({ isMet }) => isMet === false)) return 'no';
  const open = judged.find(({ isMet }) => isMet === undefined);
  return open === undefined ? 'yes' : { unknown: `${line.at}: Match ${open.name} is not supported here` };
}

interface Criterion {
  readonly name: string;
  readonly value: string;
  readonly isNegated: boolean;
}

function criteriaOf({ rest, at }: ConfigLine): readonly Criterion[] {
  const words = wordsOf(rest);
  const found: Criterion[] = [];
  while (words.length > 0) {
    const word = words.shift() ?? '';
    const isNegated = word.startsWith('!');
    const name = word.slice(isNegated ? 1 : 0).toLowerCase();
    const value = withoutValue.has(name) ? '' : words.shift();
    if (value === undefined) throw configError(at, `Match ${name} lacks its value`);
    if (name === 'all' && words.length > 0) throw configError(at, 'Match all stands alone');
    found.push({ name, value, isNegated });
  }
  if (found.length === 0) throw configError(at, 'Match has no criterion');
  return found;
}

const withoutValue: ReadonlySet<string> = new Set(['all', 'canonical', 'final']);

function judge(name: string, value: string, subject: MatchSubject): boolean | undefined {
  const lower = () => value.toLowerCase().split(',');
  switch (name) {
    case 'all':
      return true;
    case 'canonical':
    case 'final':
      return subject.isFinal;
    case 'host':
      return fitsList(subject.host.toLowerCase(), lower());
    case 'originalhost':
      return fitsList(subject.original.toLowerCase(), lower());
    case 'user':
      return fitsList(subject.user, value.split(','));
    case 'localuser':
      return fitsList(subject.localUser, value.split(','));
    default:
      return undefined;
  }
}

/** Words are split at blanks and `=`, and may be quoted; `#` begins a comment. */
function wordsOf(rest: string): string[] {
  const words: string[] = [];
  for (const [, quoted, plain] of rest.matchAll(/"([^"]*)"|([^\s"=]+)/g)) {
    if (plain?.startsWith('#') === true) break;
    words.push(quoted ?? plain ?? '');
  }
  return words;
}
