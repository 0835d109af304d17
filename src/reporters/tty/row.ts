import type { Progress } from '../../core/command.ts';
import type { TaskOutcome } from '../../core/event.ts';
import { type OutcomeKind, outcomeKinds } from '../outcome-style.ts';
import { printable } from '../printable.ts';

/** What a host is doing in a row right now. */
export interface Activity {
  readonly sinceMs: number;
  readonly progress?: Progress;
  /** What its command printed last. */
  readonly line?: string;
}

/** A play, a group or a task on the screen, over all its hosts. It changes as events come in. */
export interface Row {
  readonly title: string;
  readonly parent: Row | undefined;
  readonly children: Row[];
  /** How many outcomes there are of each kind, here and below. */
  readonly counts: Record<OutcomeKind, number>;
  /** Only tasks: the hosts at work, the longest first. */
  readonly active: Map<string, Activity>;
  /** Only tasks: hosts whose outcome is still to come. */
  awaited: number;
  /** Only tasks: the latest outcome, and the first failure. */
  latest: { readonly outcome: TaskOutcome; readonly tookMs: number } | undefined;
  failure: { readonly host: string; readonly outcome: TaskOutcome } | undefined;
}

/** A new row, put below its parent. */
export function rowBelow(parent: Row | undefined, title: string, awaited: number): Row {
  const counts = { failed: 0, ignored: 0, changed: 0, undetermined: 0, skipped: 0, ok: 0 };
  const row: Row = {
    title: printable(title),
    parent,
    children: [],
    counts,
    active: new Map(),
    awaited,
    latest: undefined,
    failure: undefined,
  };
  parent?.children.push(row);
  return row;
}

/** Whether no host has anything to do here any more. */
export function isDone(row: Row): boolean {
  return row.children.length === 0 ? row.awaited <= 0 && row.active.size === 0 : row.children.every(isDone);
}

/** Whether no host has come here yet. */
export function isWaiting(row: Row): boolean {
  if (outcomeKinds.some((kind) => row.counts[kind] > 0) || row.active.size > 0) return false;
  return row.children.every(isWaiting);
}

/** Whether something here is worth a look even after all is done. */
export function isRemarkable({ counts }: Row): boolean {
  return counts.failed + counts.ignored + counts.changed + counts.undetermined > 0;
}

export function depthOf({ parent }: Row): number {
  return parent === undefined ? 0 : depthOf(parent) + 1;
}
