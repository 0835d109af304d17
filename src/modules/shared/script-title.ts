import type { Shell } from '../../core/sh.ts';
import { textTitle } from './text-title.ts';

/** A script in a few words: its first line. */
export function scriptTitle({ text }: Shell): string {
  return textTitle(text);
}
