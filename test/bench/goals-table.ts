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

function rowOf({ text, atMost, atLeast, unit }: Goal, value: number | undefined): readonly string[] {
  const limit = atLeast === undefined ? `≤ ${atMost}${unit}` : `≥ ${atLeast}${unit}`;
  if (value === undefined || Number.isNaN(value)) return [text, limit, '–', 'not measured'];
  const isMet = atLeast === undefined ? value <= (atMost ?? 0) : value >= atLeast;
  return [text, limit, `${value.toFixed(Math.abs(value) < 10 ? 2 : 0)}${unit}`, isMet ? 'met' : 'NOT MET'];
}
