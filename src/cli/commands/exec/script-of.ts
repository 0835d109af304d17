import { type Shell, sh } from '../../../core/sh.ts';

/** A script as a person typed it: what it quotes is its own matter. */
export function scriptOf(text: string): Shell {
  return sh(Object.assign([text], { raw: [text] }));
}
