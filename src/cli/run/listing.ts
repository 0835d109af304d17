import { type PlannedPlay, tasksOf } from '../../engine/run-plan.ts';

/** What a play is about, before anything is connected. */
export interface PlayListing {
  readonly play: string;
  readonly hosts: readonly string[];
  readonly tasks: readonly ListedTask[];
  readonly tags: readonly string[];
}

interface ListedTask {
  readonly name: string;
  /** Titles of the groups and transactions around it, outermost first. */
  readonly within: readonly string[];
  readonly tags: readonly string[];
  /** How many of the hosts have it. */
  readonly hosts: number;
}

/** The tasks of all hosts of a play in their order, each once. */
export function listing({ name, hosts }: PlannedPlay): PlayListing {
  const found = new Map<string, ListedTask>();
  for (const { nodes } of hosts) {
    const before = new Map<string, number>();
    for (const { within, tags, task } of tasksOf(nodes)) {
      const title = JSON.stringify([within, task.name]);
      // Tasks of the same name are told apart by their order.
      const nth = before.get(title) ?? 0;
      before.set(title, nth + 1);
      const key = `${title}${nth}`;
      const listed = [...new Set(tags)].toSorted();
      found.set(key, { name: task.name, within, tags: listed, hosts: (found.get(key)?.hosts ?? 0) + 1 });
    }
  }
  const tasks = [...found.values()];
  return {
    play: name,
    hosts: hosts.map(({ host }) => host.name),
    tasks,
    tags: [...new Set(tasks.flatMap((task) => task.tags))].toSorted(),
  };
}
