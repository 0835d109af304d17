import type { RunEvent } from '../../core/event.ts';
import { diffLines } from '../diff-lines.ts';
import { durationText } from '../duration-text.ts';
import { errorLines } from '../error-lines.ts';
import { hostList } from '../host-ranges.ts';
import { outcomeDetail } from '../outcome-detail.ts';
import { outcomeStyle, outcomeWord, wordWidth } from '../outcome-style.ts';
import { outputText } from '../output-text.ts';
import { printable } from '../printable.ts';
import { progressText } from '../progress-text.ts';
import { padded } from '../text-width.ts';
import type { PlainContext } from './plain-context.ts';

type Of<Kind extends RunEvent['is']> = Extract<RunEvent, { readonly is: Kind }>;

type Lines<Event> = (event: Event, context: PlainContext) => readonly string[];

/** The lines that an event is worth in a log; most events are worth none. */
export function plainLines(event: RunEvent, context: PlainContext): readonly string[] {
  // The key chooses the function for this very kind of event, which the compiler cannot follow through a union.
  const lines = table[event.is] as Lines<RunEvent>;
  return lines(event, context);
}

const none = (): readonly string[] => [];

const table = {
  'run-started': ({ check }) => (check ? ['Check mode: nothing is changed.'] : []),
  'preflight-started': ({ hosts }, { paint }) => [
    '',
    `${paint.strong('Preflight')}  ${paint.quiet(printable(hostList(hosts)))}`,
  ],
  'host-checked': notReady,
  'preflight-finished': none,
  'play-started': ({ play, hosts }, { paint }) => [
    '',
    `${paint.strong(printable(play))}  ${paint.quiet(hosts.length === 0 ? 'no hosts' : printable(hostList(hosts)))}`,
  ],
  'host-connected': none,
  'task-started': none,
  'task-progress': (event, context) =>
    context.isWorthALine(event)
      ? [row(event, context, { symbol: '·', word: '', detail: progressText(event.progress) })]
      : [],
  'task-note': (event, context) => [
    row(event, context, { symbol: '!', word: 'note', detail: printable(event.note) }),
  ],
  'task-output': printed,
  'task-finished': finished,
  'transaction-rolled-back': ({ host, name, undone, left }, { paint, hostWidth }) => [
    `${paint.change('↶')} ${hostColumn(host, hostWidth)}rolled back: ${printable(name)}`,
    ...undone.map((change) => `    taken back: ${printable(change)}`),
    ...left.map((change) => paint.bad(`    could not be taken back: ${printable(change)}`)),
  ],
  'host-judged': none,
  'host-finished': ({ host, outcome, error }, { paint, hostWidth, inPreflight }) =>
    error !== undefined && outcome === 'unreachable' && !inPreflight
      ? [
          `${paint.bad('✖')} ${hostColumn(host, hostWidth)}${paint.bad('not reached')}`,
          ...errorLines(error, paint).map((line) => `    ${line}`),
        ]
      : [],
  'play-finished': none,
  draining: () => ['Stopping: what is under way is brought to its end, nothing new is started.'],
  'run-finished': none,
} satisfies { readonly [Kind in RunEvent['is']]: Lines<Of<Kind>> };

/** A host that was not reached is told of when it ends. */
function notReady(
  { host, problems }: Of<'host-checked'>,
  { paint, hostWidth, inPreflight }: PlainContext,
): readonly string[] {
  const told = inPreflight ? [] : problems.filter(({ about }) => about !== 'connection');
  if (told.length === 0) return [];
  return [
    `${paint.bad('✖')} ${hostColumn(host, hostWidth)}${paint.bad('not ready')}`,
    ...told.flatMap(({ message, hint }) => {
      const error = { code: 'refused', message, ...(hint === undefined ? {} : { hint }) } as const;
      return errorLines(error, paint).map((line) => `    ${line}`);
    }),
  ];
}

function printed(event: Of<'task-output'>, context: PlainContext): readonly string[] {
  if (!context.follow) return [];
  const { line, omitted } = event;
  const gap = omitted === 0 ? [] : [`(${omitted} ${omitted === 1 ? 'line' : 'lines'} left out)`];
  return [...gap, outputText(line)].map((detail) =>
    row(event, context, { symbol: context.paint.quiet('│'), word: '', detail }),
  );
}

function finished(event: Of<'task-finished'>, context: PlainContext): readonly string[] {
  const { outcome, tookMs } = event;
  const { paint, everyTask, check, diff } = context;
  if (!everyTask && (outcome.is === 'ok' || outcome.is === 'skipped')) return [];
  const { symbol, tone } = outcomeStyle[outcome.is];
  const took = tookMs >= 1000 ? durationText(tookMs) : '';
  const error = outcome.is === 'failed' || outcome.is === 'ignored' ? outcome.error : undefined;
  const detail = error === undefined ? outcomeDetail(outcome) : '';
  const word = outcomeWord(outcome.is, check);
  const lines = [
    row(event, context, {
      symbol: paint[tone](symbol),
      word: paint[tone](word) + ' '.repeat(Math.max(0, wordWidth(check) - word.length)),
      detail: [detail, took].filter((part) => part !== '').join('  '),
    }),
  ];
  if (error !== undefined) lines.push(...errorLines(error, paint).map((line) => `    ${line}`));
  if (outcome.is === 'changed' && diff !== undefined) {
    const diffs = outcome.changes.map((view) => diffLines(view, diff)).filter((text) => text !== '');
    lines.push(...diffs.flatMap((text) => text.split('\n')).map((line) => `    ${line}`));
  }
  return lines;
}

interface Cells {
  readonly symbol: string;
  readonly word: string;
  readonly detail: string;
}

function row(
  { host, name }: Of<'task-finished' | 'task-note' | 'task-output' | 'task-progress'>,
  { hostWidth, check, paint }: PlainContext,
  { symbol, word, detail }: Cells,
): string {
  const middle = word.length > wordWidth(check) ? word : padded(word, wordWidth(check));
  const text = `${symbol} ${hostColumn(host, hostWidth)}${middle}  ${printable(name)}`;
  return detail === '' ? text : `${text}   ${paint.quiet(detail)}`;
}

function hostColumn(host: string, width: number): string {
  return width === 0 ? '' : `${padded(printable(host), width)}  `;
}
