import { outcomeDetail } from '../outcome-detail.ts';
import { printable } from '../printable.ts';
import { hostLines } from './host-lines.ts';
import type { Segment } from './line.ts';
import type { PlayView } from './play-view.ts';
import { depthOf, isDone, isRemarkable, isWaiting, type Row } from './row.ts';
import { type FrameContext, rowSegments } from './row-segments.ts';

/** A line of a frame, and what the window has to know of it. */
export interface Entry {
  readonly segments: readonly Segment[];
  readonly isActive: boolean;
  readonly failed: boolean;
}

/**
 * The lines of a play. What has not begun or is over is short: of a finished group, only what changed or failed.
 * Of a play with many hosts and more tasks than fit, a task is shown while a host is at it, or when one failed.
 */
export function playEntries(play: PlayView, context: FrameContext): readonly Entry[] {
  const count = play.hosts.length;
  const shown = count > 1 && play.size > context.height ? visible(play).filter(isUrgent) : visible(play);
  const most = Math.max(1, Math.floor(mostHosts / shown.filter(isReporting).length));
  return shown.flatMap((row) => {
    const segments = rowSegments(row, count, context);
    const entry: Entry = {
      segments: row === play.row ? [...segments, ...lostHosts(play)] : segments,
      isActive: row.active.size > 0,
      failed: isTask(row) && row.counts.failed > 0,
    };
    if (count === 1 || !isTask(row)) return [entry];
    const hosts = hostLines(row, most, context.nowMs);
    return [
      entry,
      ...failureOf(row),
      ...hosts.map((line) => ({ segments: line, isActive: true, failed: false })),
    ];
  });
}

/** Of a play, as lines of their own. Where hosts are at several tasks at once, they share them. */
const mostHosts = 6;

function visible(play: PlayView): readonly Row[] {
  if (play.state === 'waiting') return [play.row];
  const isOver = (row: Row) => play.state === 'finished' || isDone(row);
  const from = (row: Row): readonly Row[] => {
    if (row !== play.row && isWaiting(row)) return [row];
    const children = isOver(row) ? row.children.filter(isRemarkable) : row.children;
    return [row, ...children.flatMap(from)];
  };
  return from(play.row);
}

function isTask({ parent, children }: Row): boolean {
  return parent !== undefined && children.length === 0;
}

function isUrgent(row: Row): boolean {
  return !isTask(row) || row.active.size > 0 || row.counts.failed > 0;
}

function isReporting(row: Row): boolean {
  return [...row.active.values()].some(({ progress }) => progress !== undefined);
}

function lostHosts({ hosts, unreachable, notReady }: PlayView): readonly Segment[] {
  if (hosts.length === 0) return [{ text: 'no hosts', tone: 'quiet' }];
  const counts = [
    { many: unreachable, text: 'not reached' },
    { many: notReady, text: 'not ready' },
  ].filter(({ many }) => many > 0);
  return counts.map(({ many, text }) => ({ text: `   ${text} ${many}`, tone: 'bad' }));
}

function failureOf(row: Row): readonly Entry[] {
  if (row.failure === undefined) return [];
  const { host, outcome } = row.failure;
  const text = `${'  '.repeat(depthOf(row) + 1)}${printable(host)}: ${outcomeDetail(outcome)}`;
  return [{ segments: [{ text, tone: 'bad' }], isActive: false, failed: false }];
}
