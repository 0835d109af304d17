import type { HostQuery, Query } from '../core/query.ts';
import { overlaps, type Resources } from '../core/resource.ts';

export interface Asking {
  /** Puts the host's share of the questions to it, in one round trip. */
  readonly askHost: (leaves: readonly HostQuery[]) => Promise<readonly unknown[]>;
  readonly signal: AbortSignal;
  /** Check mode: what would have been touched by now. Otherwise empty. */
  readonly touched: Resources;
}

/** Asks a query: what the host has to answer and what the controller finds out itself, at the same time. */
export async function inquire<T>(
  { leaves, read }: Query<T>,
  { askHost, signal, touched }: Asking,
): Promise<T> {
  const onHost = leaves.filter((leaf) => leaf.on === 'host');
  const here = leaves.filter((leaf) => leaf.on === 'controller');
  const [told, found] = await Promise.all([
    askHost(onHost),
    Promise.all(here.map((leaf) => leaf.ask(signal))),
  ]);
  const answers = leaves.map((leaf) => {
    if (leaf.on === 'controller') return found[here.indexOf(leaf)];
    const answer = told[onHost.indexOf(leaf)];
    const { afterTouch } = leaf;
    return afterTouch !== undefined && overlaps(touched, leaf.reads) ? afterTouch(answer) : answer;
  });
  return read(answers);
}

/** Whether an answer to this query would no longer hold once `touched` has been touched. */
export function isStale({ leaves }: Query<unknown>, touched: Resources): boolean {
  return leaves.some((leaf) => overlaps(touched, leaf.reads));
}
