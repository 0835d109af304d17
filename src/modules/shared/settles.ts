import { modeAfter } from './mode-after.ts';
import type { SymbolicMode } from './symbolic-mode.ts';

/** Whether a mode in letters, set twice, is as when it was set once. `g=o,o=` is not. */
export function settles(wanted: SymbolicMode): boolean {
  // Only copies move bits from one place to another.
  const copies = wanted.clauses.some(({ actions }) => actions.some(({ what }) => /^[ugo]$/.test(what)));
  if (!copies) return true;
  return Array.from({ length: 0o1000 }, (_, bits) => bits.toString(8).padStart(4, '0')).every((mode) =>
    [true, false].every((isDirectory) => {
      const once = modeAfter(wanted, { mode, isDirectory });
      return modeAfter(wanted, { mode: once, isDirectory }) === once;
    }),
  );
}
