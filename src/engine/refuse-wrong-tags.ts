import { didYouMean } from '../core/did-you-mean.ts';
import { NothingMatchedError } from '../core/errors.ts';
import { type PlannedPlay, tasksOf } from './run-plan.ts';
import type { TagChoice } from './tags.ts';

/** Mean something of any task. */
const special: ReadonlySet<string> = new Set(['all', 'tagged', 'untagged', 'always', 'never']);

/** Throws a NothingMatchedError for a tag that no task bears, and for a choice that leaves no task of those there are. */
export function refuseWrongTags(
  { tags, skipTags }: TagChoice,
  known: ReadonlySet<string>,
  plays: readonly PlannedPlay[],
): void {
  const unknown = [...new Set([...tags, ...skipTags])].filter((tag) => !special.has(tag) && !known.has(tag));
  const [first] = unknown;
  if (first !== undefined) {
    const named = unknown.map((tag) => `"${tag}"`).join(' or ');
    const names = [...known].filter((tag) => !special.has(tag)).toSorted();
    throw new NothingMatchedError(`No task of these hosts bears the tag ${named}`, {
      hint: didYouMean(first, names),
    });
  }
  const isLeft = plays.some(({ hosts }) => hosts.some(({ nodes }) => tasksOf(nodes).length > 0));
  if (isLeft || (tags.length === 0 && skipTags.length === 0)) return;
  throw new NothingMatchedError('These tags leave no task to do', {
    hint: 'Look at what bears which by --list-tasks; --skip-tags wins over --tags.',
  });
}
