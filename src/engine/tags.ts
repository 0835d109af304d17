export interface TagChoice {
  /** Run only what bears one of these. Empty: everything but `never`. */
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

/** Whether a task with these tags takes part, as in Ansible: `always`, `never`, `tagged`, `untagged`, `all`; skipping wins. */
export function isChosen(own: readonly string[], { tags, skipTags }: TagChoice): boolean {
  return isWanted(own, tags.length === 0 ? ['all'] : tags) && !isSkipped(own, skipTags);
}

function isWanted(own: readonly string[], tags: readonly string[]): boolean {
  if (own.includes('always') || bears(own, tags)) return true;
  if (own.includes('never')) return false;
  return tags.includes('all') || (tags.includes('tagged') && own.length > 0);
}

/** `always` is a shield against `all` only. */
function isSkipped(own: readonly string[], skipTags: readonly string[]): boolean {
  if (skipTags.includes('all')) return !own.includes('always') || skipTags.includes('always');
  return bears(own, skipTags) || (skipTags.includes('tagged') && own.length > 0);
}

function bears(own: readonly string[], tags: readonly string[]): boolean {
  return own.length === 0 ? tags.includes('untagged') : own.some((tag) => tags.includes(tag));
}
