import type { RunEvent } from '../../../../src/core/event.ts';

/** How each task ended, by its name; as they ended, the last time they ran. */
export function outcomesOf(events: readonly RunEvent[]): Readonly<Record<string, string>> {
  const ends = events.flatMap((event) => {
    if (event.is !== 'task-finished') return [];
    const { name, outcome } = event;
    return [[name, outcome.is === 'failed' ? `failed: ${outcome.error.message}` : outcome.is] as const];
  });
  return Object.fromEntries(ends);
}
