import PQueue from 'p-queue';
import type { Limit } from './host-limits.ts';

export interface Bounds<Item> {
  /** Items at a time. */
  readonly concurrency: number;
  /** The limits that an item counts under; each has room for at least one. */
  readonly limitsOf: (item: Item) => readonly Limit[];
}

interface Waiting<Item> {
  readonly item: Item;
  readonly limits: readonly Limit[];
}

/**
 * Works on every item, as many at a time as the bounds allow, in the order given as far as they allow it: one that
 * has to wait for a limit is passed by and takes up no place. When one rejects, no other begins, and it rejects with
 * that reason once those under way have ended.
 */
export async function eachWithin<Item>(
  items: readonly Item[],
  { concurrency, limitsOf }: Bounds<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = new PQueue({ concurrency });
  const taken = new Map<string, number>();
  const count = (limits: readonly Limit[], by: number) => {
    for (const { name } of limits) taken.set(name, (taken.get(name) ?? 0) + by);
  };
  const hasRoom = ({ limits }: Waiting<Item>) =>
    limits.every(({ name, most }) => (taken.get(name) ?? 0) < most);
  let waiting: Waiting<Item>[] = items.map((item) => ({ item, limits: limitsOf(item) }));
  let failure: { readonly reason: unknown } | undefined;

  const start = ({ item, limits }: Waiting<Item>) => {
    count(limits, 1);
    void queue.add(async () => {
      try {
        await work(item);
      } catch (reason) {
        failure ??= { reason };
        waiting = [];
      } finally {
        count(limits, -1);
      }
    });
  };
  const fill = () => {
    while (queue.pending < concurrency) {
      const next = waiting.findIndex(hasRoom);
      const [first] = next < 0 ? [] : waiting.splice(next, 1);
      if (first === undefined) return;
      start(first);
    }
  };
  // Told after its place is free again; all limits are taken and given back at once, so none waits for another.
  queue.addEventListener('next', fill);
  fill();
  // It is idle for a moment before the next is started.
  while (queue.pending > 0) await queue.onIdle();
  if (failure !== undefined) throw failure.reason;
}
