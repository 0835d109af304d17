import { diffLines } from '../../../reporters/diff-lines.ts';
import { errorLines } from '../../../reporters/error-lines.ts';
import { grouped } from '../../../reporters/grouped.ts';
import { hostRanges } from '../../../reporters/host-ranges.ts';
import type { Paint } from '../../../reporters/paint.ts';
import { printable } from '../../../reporters/printable.ts';
import type { HostAnswer } from './host-answer.ts';

export interface AnswerStyle {
  readonly paint: Paint;
  readonly check: boolean;
  /** Shows what would change or has changed in text. */
  readonly diff: boolean;
}

type Outcome = HostAnswer['outcome'];

/** What hosts answered, those that said the same together; what went wrong stands at the end, where it is seen. */
export function answerLines(answers: readonly HostAnswer[], style: AnswerStyle): readonly string[] {
  const ordered = order.flatMap((outcome) => answers.filter((answer) => answer.outcome === outcome));
  const groups = grouped(ordered, (answer) => JSON.stringify({ ...answer, host: '' }));
  return groups.flatMap((group) => {
    const names = hostRanges(group.map(({ host }) => host)).map(printable);
    return [headOf(names.join(', '), group[0], style), ...bodyOf(group[0], style)];
  });
}

const order: readonly Outcome[] = ['ok', 'changed', 'cancelled', 'failed', 'unreachable'];

const symbols: Readonly<Record<Outcome, string>> = {
  ok: '✔',
  changed: '~',
  failed: '✖',
  unreachable: '✖',
  cancelled: '✖',
};

const tones: Readonly<Record<Outcome, keyof Paint>> = {
  ok: 'good',
  changed: 'change',
  failed: 'bad',
  unreachable: 'bad',
  cancelled: 'bad',
};

function headOf(names: string, { outcome, code }: HostAnswer, { paint, check }: AnswerStyle): string {
  const tone = paint[tones[outcome]];
  const words: Readonly<Record<Outcome, string>> = {
    ok: code === undefined ? 'ok' : '',
    changed: check ? 'would change' : 'changed',
    failed: code === undefined ? 'failed' : `exit code ${code}`,
    unreachable: 'not reached',
    cancelled: 'cancelled',
  };
  return `${tone(symbols[outcome])} ${paint.strong(names)}  ${tone(words[outcome])}`.trimEnd();
}

function bodyOf(answer: HostAnswer, { paint, diff }: AnswerStyle): readonly string[] {
  const { stdout = '', stderr = '', changes = [], state, error } = answer;
  return [
    ...linesOf(stdout).map((line) => `  ${line}`),
    ...linesOf(stderr).map((line) => `${paint.bad('!')} ${line}`),
    ...changes.flatMap((change) => [
      `  ${printable(change.summary)}`,
      ...(diff ? linesIn(diffLines(change, { maxLines: Number.POSITIVE_INFINITY })) : []),
    ]),
    ...(state === undefined || changes.length > 0 ? [] : linesIn(JSON.stringify(state, undefined, 2))),
    ...(error === undefined ? [] : errorLines(error, paint).map((line) => `  ${line}`)),
  ];
}

function linesIn(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((line) => `  ${line}`);
}

/** What a host printed, line by line, and nothing in it that a terminal would obey. */
function linesOf(text: string): readonly string[] {
  if (text.trim() === '') return [];
  const lines = text.trimEnd().split(/\r?\n/);
  return lines.map((line) => line.split('\t').map(printable).join('\t'));
}
