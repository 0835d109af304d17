import type { Task, TaskNode } from '../core/task.ts';

/** The tags that tasks, what is around them and their handlers bear. */
export function knownTags(nodes: readonly TaskNode[]): ReadonlySet<string> {
  const tags = new Set<string>();
  const seen = new Set<TaskNode>();
  const left = [...nodes];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const tag of node.options.tags ?? []) tags.add(tag);
    left.push(...(node.is === 'task' ? handlersOf(node) : node.tasks));
  }
  return tags;
}

function handlersOf({ options: { notify = [] } }: Task): readonly Task[] {
  return 'is' in notify ? [notify] : notify;
}
