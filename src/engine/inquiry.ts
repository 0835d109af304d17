import type { Answer, HostQuery, Query } from '../core/query.ts';
import { overlaps, type Resources } from '../core/resource.ts';

export interface Asking {
  /** Puts the host's share of the questions to it, in one round trip. */
  readonly askHost: (leaves: readonly HostQuery[]) => Promise<readonly Answer[]>;
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
    onHost.length === 0 ? [] : askHost(onHost),
    Promise.all(here.map((leaf) => leaf.ask(signal))),
  ]);
  let nextTold = 0;
  let nextFound = 0;
  const answers = leaves.map((leaf) =>
    leaf.on === 'controller' ? found[nextFound++] : answered(leaf, told[nextTold++], touched),
  );
  return read(answers);
}

/** Whether an answer to this query would no longer hold once `touched` has been touched. */
export function isStale({ leaves }: Query<unknown>, touched: Resources): boolean {
  return leaves.some((leaf) => overlaps(touched, leaf.reads));
}

function answered({ parse, reads, afterTouch }: HostQuery, told: Answer | undefined, touched: Resources) {
  const value = parse(told ?? { stdout: '', stderr: '' });
  return afterTouch !== undefined && overlaps(touched, reads) ? afterTouch(value) : value;
}
