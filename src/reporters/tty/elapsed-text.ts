import { durationText } from '../duration-text.ts';

/** Whole seconds gone by, after `before`; nothing for less than one. */
export function elapsedText(durationMs: number, before: string): string {
  return durationMs < 1000 ? '' : `${before}${durationText(Math.floor(durationMs / 1000) * 1000)}`;
}
