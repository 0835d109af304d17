import { printable } from '../../reporters/printable.ts';
import type { ListFlags } from './list-options.ts';
import type { PlayListing } from './listing.ts';

/** What a play is about as lines for a person: the parts that were asked for. */
export function listingLines(play: PlayListing, asked: ListFlags): readonly string[] {
  const { hosts, tasks, tags } = play;
  return [
    `${printable(play.play)}: ${counted(hosts.length, 'host')}, ${counted(tasks.length, 'task')}`,
    ...(asked.listHosts ? hosts.map((host) => `  ${printable(host)}`) : []),
    ...(asked.listTasks ? taskLines(play) : []),
    ...(asked.listTags ? [`  tags: ${tags.length === 0 ? 'none' : tags.map(printable).join(', ')}`] : []),
  ];
}

function taskLines({ hosts, tasks }: PlayListing): readonly string[] {
  return tasks.map((task) => {
    const title = [...task.within, task.name].map(printable).join(' › ');
    const tags = task.tags.length === 0 ? '' : `  [${task.tags.map(printable).join(', ')}]`;
    const part = task.hosts === hosts.length ? '' : `  (${task.hosts} of ${counted(hosts.length, 'host')})`;
    return `  ${title}${tags}${part}`;
  });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
