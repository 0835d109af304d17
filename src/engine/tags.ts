export interface TagChoice {
  /** Run only what bears one of these. Empty: everything but `never`. */
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

/** Whether a task with these tags takes part, as in Ansible: `always`, `never`, `tagged`, `untagged`, `all`; skipping wins. */
export function isChosen(own: readonly string[], { tags, skipTags }: TagChoice): boolean {
  if (skipTags.some((tag) => matches(tag, own)) && !(own.includes('always') && !skipTags.includes('always')))
    return false;
  if (own.includes('never')) return tags.some((tag) => tag !== 'all' && own.includes(tag));
  if (tags.length === 0 || own.includes('always')) return true;
  return tags.some((tag) => matches(tag, own));
}

function matches(tag: string, own: readonly string[]): boolean {
  if (tag === 'all') return true;
  if (tag === 'tagged') return own.length > 0;
  if (tag === 'untagged') return own.length === 0;
  return own.includes(tag);
}
