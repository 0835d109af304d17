import type { Evidence } from './evidence.ts';
import { severities } from './severity.ts';

/** How many of which severity, worst first: `1 high, 2 low, 9 fine`. */
export function evidenceCounts({ observations }: Evidence): string {
  const counts = severities
    .toReversed()
    .map((severity) => ({ severity, many: observations.filter((one) => one.severity === severity).length }))
    .filter(({ many }) => many > 0)
    .map(({ severity, many }) => `${many} ${severity}`);
  return counts.join(', ') || 'nothing was looked at';
}
