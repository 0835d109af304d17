import { aligned } from './aligned.ts';
import type { Goal, Measurements } from './goal.ts';
import { goals } from './goals.ts';

/** Each goal with the figure that was measured; with `isPart`, only those that were. */
export function goalsTable(measured: Measurements, isPart: boolean): string {
  const values = goals.map((goal) => ({ goal, value: goal.value(measured) }));
  const shown = values.filter(({ value }) => !isPart || value !== undefined);
  const rows = shown.map(({ goal, value }) => rowOf(goal, value));
  return `\nGoals\n${aligned([['', 'goal', 'measured', ''], ...rows])}`;
}

/** The goals that were measured, are counts, and are not met. */
export function missedCounts(measured: Measurements): readonly string[] {
  return goals.flatMap((goal) => {
    const value = goal.isCounted ? goal.value(measured) : undefined;
    return value === undefined || isMet(goal, value) ? [] : [goal.text];
  });
}

function isMet({ atMost = 0, atLeast }: Goal, value: number): boolean {
  return atLeast === undefined ? value <= atMost : value >= atLeast;
}

function rowOf(goal: Goal, value: number | undefined): readonly string[] {
  const { text, atMost, atLeast, unit } = goal;
  const limit = atLeast === undefined ? `≤ ${atMost}${unit}` : `≥ ${atLeast}${unit}`;
  if (value === undefined || Number.isNaN(value)) return [text, limit, '–', 'not measured'];
  const figure = `${value.toFixed(Math.abs(value) < 10 ? 2 : 0)}${unit}`;
  return [text, limit, figure, isMet(goal, value) ? 'met' : 'NOT MET'];
}
