/** What is to be done on every host, in the same words for everybody who does it. */
export type Work =
  | { readonly is: 'commands'; readonly count: number }
  | { readonly is: 'templates'; readonly count: number }
  | { readonly is: 'upload'; readonly bytes: number }
  | { readonly is: 'facts' };

/** How many tasks a playbook needs for it. */
export function taskCount(work: Work): number {
  return work.is === 'commands' || work.is === 'templates' ? work.count : 1;
}
