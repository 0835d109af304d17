import type { Reporter } from '../core/reporter.ts';

export interface JsonlOptions {
  readonly write: (text: string) => void;
  /** Writes what commands print, too. Default: false. */
  readonly follow?: boolean;
}

/** Writes the events, one JSON object a line: no control character reaches a terminal. */
export function jsonlReporter({ write, follow = false }: JsonlOptions): Reporter {
  return {
    on: (event) => {
      if (event.is === 'task-output' && !follow) return;
      write(`${JSON.stringify(event).replace(obeyed, escaped)}\n`);
    },
  };
}

// What JSON leaves as it is and a terminal would obey. It can only stand inside a string, where `\u` is its equal.
const obeyed = /[\u007f-\u009f\p{Zl}\p{Zp}\p{Cf}]/gu;

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
