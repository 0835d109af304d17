import type { InventoryGraph } from './inventory-graph.ts';

/** The hosts of a group and then of the groups below it, level by level. */
export function membersOf(group: string, { groups }: InventoryGraph): readonly string[] {
  const below = new Set([group]);
  // A Set is walked in the order of adding, and what is added on the way is still walked.
  for (const name of below) for (const child of groups.get(name)?.children ?? []) below.add(child);
  return [...new Set([...below].flatMap((name) => [...(groups.get(name)?.hosts ?? [])]))];
}
