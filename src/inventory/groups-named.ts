import type { Declaration } from './declaration.ts';

/** The groups that declarations speak of. */
export function groupsNamed(declarations: readonly Declaration[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of declarations) {
    if ('group' in one) names.add(one.group);
    if (one.is === 'child') names.add(one.child);
  }
  return names;
}
