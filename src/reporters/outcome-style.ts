import type { TaskOutcome } from '../core/event.ts';
import type { Paint } from './paint.ts';

export type OutcomeKind = TaskOutcome['is'];

interface OutcomeStyle {
  readonly symbol: string;
  readonly tone: keyof Paint;
  /** As a word in a run, and in check mode. */
  readonly word: string;
  readonly checkWord: string;
}

/** How each outcome looks and is called, everywhere. From the most to the least remarkable. */
export const outcomeStyle: Readonly<Record<OutcomeKind, OutcomeStyle>> = {
  failed: { symbol: '✖', tone: 'bad', word: 'failed', checkWord: 'failed' },
  ignored: { symbol: '!', tone: 'unsure', word: 'ignored', checkWord: 'ignored' },
  changed: { symbol: '~', tone: 'change', word: 'changed', checkWord: 'would change' },
  undetermined: { symbol: '?', tone: 'unsure', word: 'undetermined', checkWord: 'undetermined' },
  skipped: { symbol: '↓', tone: 'quiet', word: 'skipped', checkWord: 'skipped' },
  ok: { symbol: '✔', tone: 'good', word: 'ok', checkWord: 'ok' },
};

// The keys are those of the record above, which the compiler has checked to be all outcomes.
export const outcomeKinds = Object.keys(outcomeStyle) as readonly OutcomeKind[];

/** The word for an outcome. */
export function outcomeWord(kind: OutcomeKind, check: boolean): string {
  return check ? outcomeStyle[kind].checkWord : outcomeStyle[kind].word;
}

/** The width of a column of such words. */
export function wordWidth(check: boolean): number {
  return check ? 'would change'.length : 'changed'.length;
}
