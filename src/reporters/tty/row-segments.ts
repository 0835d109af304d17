import { hostList } from '../host-ranges.ts';
import { outcomeDetail } from '../outcome-detail.ts';
import { outcomeKinds, outcomeStyle, outcomeWord, wordWidth } from '../outcome-style.ts';
import { printable } from '../printable.ts';
import { fitted, padded } from '../text-width.ts';
import { activityText } from './activity-text.ts';
import { elapsedText } from './elapsed-text.ts';
import type { Segment } from './line.ts';
import { depthOf, isDone, isWaiting, type Row } from './row.ts';

/** What all rows of one frame have in common. */
export interface FrameContext {
  readonly check: boolean;
  readonly nowMs: number;
  /** The symbol of what is under way. */
  readonly spinner: string;
  /** Where the column after the titles begins. */
  readonly titleWidth: number;
  /** How many lines there are for all plays together. */
  readonly height: number;
}

/** A row as a line: symbol, title, and how it stands there. */
export function rowSegments(row: Row, hosts: number, context: FrameContext): readonly Segment[] {
  const indent = '  '.repeat(depthOf(row));
  const isGroup = row.children.length > 0 || row.parent === undefined;
  return [
    { text: indent },
    symbolOf(row, isGroup, context),
    title(row, indent.length, context),
    { text: '  ' },
    ...(isGroup || hosts !== 1 ? counters(row, isGroup, context) : standing(row, context)),
  ];
}

function title(row: Row, indent: number, { titleWidth }: FrameContext): Segment {
  const width = titleWidth - indent - 1;
  const text = padded(fitted(` ${row.title}`, width), width);
  if (isWaiting(row)) return { text, tone: 'quiet' };
  return row.parent === undefined ? { text, tone: 'strong' } : { text };
}

function symbolOf(row: Row, isGroup: boolean, { spinner }: FrameContext): Segment {
  const isUnderWay = isGroup ? !isWaiting(row) && !isDone(row) : row.active.size > 0;
  if (isUnderWay) return { text: spinner, tone: 'strong' };
  const worst = outcomeKinds.find((kind) => row.counts[kind] > 0 && kind !== 'skipped' && kind !== 'ok');
  const kind = worst ?? (row.counts.ok > 0 ? 'ok' : 'skipped');
  if (!isDone(row) || isWaiting(row)) return { text: '·', tone: 'quiet' };
  return { text: outcomeStyle[kind].symbol, tone: outcomeStyle[kind].tone };
}

/** How a task stands on the only host. */
function standing(row: Row, { check, nowMs }: FrameContext): readonly Segment[] {
  const [activity] = row.active.values();
  const width = wordWidth(check);
  if (activity !== undefined) {
    const text = activityText(activity) ?? '';
    return [
      { text },
      { text: elapsedText(nowMs - activity.sinceMs, text === '' ? '' : '  '), tone: 'quiet' },
    ];
  }
  if (row.latest === undefined) return [];
  const { outcome, tookMs } = row.latest;
  const detail = outcomeDetail(outcome);
  return [
    { text: padded(outcomeWord(outcome.is, check), width), tone: outcomeStyle[outcome.is].tone },
    { text: detail === '' ? '' : `  ${detail}`, tone: outcome.is === 'failed' ? 'bad' : 'quiet' },
    { text: elapsedText(tookMs, '  '), tone: 'quiet' },
  ];
}

/** How many outcomes of each kind, and who is at work without saying how far. */
function counters(row: Row, isGroup: boolean, { check }: FrameContext): readonly Segment[] {
  const told = outcomeKinds.filter((kind) => row.counts[kind] > 0);
  const counts = told.flatMap((kind, index): readonly Segment[] => [
    { text: index === 0 ? '' : ', ' },
    { text: `${outcomeWord(kind, check)} ${row.counts[kind]}`, tone: outcomeStyle[kind].tone },
  ]);
  if (isGroup || row.active.size === 0) return counts;
  const silent = [...row.active].flatMap(([host, activity]) =>
    activityText(activity) === undefined ? [host] : [],
  );
  if (silent.length === 0) return counts;
  const on = `${told.length === 0 ? '' : '   '}on ${printable(hostList(silent, 4))}`;
  return [...counts, { text: on, tone: 'quiet' }];
}
