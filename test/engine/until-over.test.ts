import { expect, it } from 'vitest';
import type { Progress } from '../../src/core/command.ts';
import { untilOver } from '../../src/engine/until-over.ts';

it.each([true, false])('what is over tells nothing any more (well: %s)', async (isWell) => {
  const told: string[] = [];
  const to = {
    onNote: (note: string) => told.push(note),
    onProgress: ({ text }: Progress) => told.push(text),
  };
  const kept: (typeof to)[] = [];
  const over = untilOver(to, async (open) => {
    kept.push(open);
    open.onNote('a note');
    open.onProgress({ text: 'a step' });
    if (!isWell) throw new Error('failed');
    return 'done';
  });
  expect(await over.catch((error: unknown) => String(error))).toBe(isWell ? 'done' : 'Error: failed');
  for (const { onNote, onProgress } of kept) {
    onNote('a late note');
    onProgress({ text: 'a late step' });
  }
  expect(told).toEqual(['a note', 'a step']);
});
