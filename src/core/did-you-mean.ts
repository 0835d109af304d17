import { closestName } from './closest-name.ts';

const mostNamed = 8;

/** What to say of a name that is not known: the nearest of those that are, or all of them when they are few. */
export function didYouMean(wrong: string, names: readonly string[]): string {
  const meant = closestName(wrong, names);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  if (names.length === 0) return 'There are none.';
  const named = names.slice(0, mostNamed).join(', ');
  const more = names.length - mostNamed;
  return `There are: ${named}${more > 0 ? ` and ${more} more` : ''}.`;
}
