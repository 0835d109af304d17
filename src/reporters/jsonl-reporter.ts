import type { Reporter } from '../core/reporter.ts';

/** Writes the events, one JSON object a line: no control character reaches a terminal. */
export function jsonlReporter({ write }: { readonly write: (text: string) => void }): Reporter {
  return { on: (event) => write(`${JSON.stringify(event).replace(obeyed, escaped)}\n`) };
}

// What JSON leaves as it is and a terminal would obey. It can only stand inside a string, where `\u` is its equal.
const obeyed = /[\u007f-\u009f\p{Zl}\p{Zp}\p{Cf}]/gu;

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
