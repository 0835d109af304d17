import type { TaskOutcome } from '../core/event.ts';
import { printable } from './printable.ts';

/** What there is to say about an outcome on the same line: the changes, or the reason. */
export function outcomeDetail(outcome: TaskOutcome): string {
  switch (outcome.is) {
    case 'ok':
      return '';
    case 'changed':
      return outcome.changes.map(({ summary }) => printable(summary)).join('; ');
    case 'skipped':
    case 'undetermined':
      return printable(outcome.reason);
    case 'ignored':
    case 'failed':
      return printable(outcome.error.message.split(/\r?\n/, 1)[0] ?? '');
  }
}
