import { stripVTControlCharacters } from 'node:util';
import { textWidth } from '../text-width.ts';

/** The part of a terminal's stream that is needed to draw on it. */
export interface Terminal {
  readonly write: (text: string) => unknown;
  readonly columns?: number;
  readonly rows?: number;
  readonly writableNeedDrain?: boolean;
}

/** The lower end of a terminal, drawn over and over. It hides and changes nothing that would have to be restored. */
export interface Screen {
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** Replaces the lines drawn before. What is `above` stays for good and moves up with the rest of the terminal. */
  readonly draw: (lines: readonly string[], above: readonly string[]) => void;
}

export function screenOn(terminal: Terminal): Screen {
  let drawn: readonly string[] = [];
  const size = () => ({ columns: terminal.columns || 80, rows: terminal.rows || 24 });
  return {
    size,
    draw: (lines, above) => {
      if (above.length === 0 && same(lines, drawn)) return;
      const { columns } = size();
      const height = drawn.reduce((sum, line) => sum + heightOf(line, columns), 0);
      const back = height === 0 ? '' : `\r\u001b[${height}A`;
      const kept = above.length === 0 ? '' : `\u001b[J${above.map((line) => `${line}\n`).join('')}`;
      const frame = lines.map((line) => `\u001b[2K${line}\n`).join('');
      drawn = lines;
      terminal.write(`${together}${back}${kept}${noWrap}${frame}\u001b[J${wrap}${shown}`);
    },
  };
}

// The terminal shows all of it at once, where it knows how to.
const together = '\u001b[?2026h';
const shown = '\u001b[?2026l';
const noWrap = '\u001b[?7l';
const wrap = '\u001b[?7h';

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

/** A terminal that has become narrower has broken the lines it shows. */
function heightOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(textWidth(stripVTControlCharacters(line)) / columns));
}
