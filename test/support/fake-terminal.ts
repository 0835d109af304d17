import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from '../../src/reporters/index.ts';

/** A terminal of that size which understands what the screen writes, and remembers all that scrolled by. */
export class FakeTerminal implements Terminal {
  readonly columns: number;
  readonly rows: number;
  /** The most lines that were ever drawn over. */
  tallest = 0;
  writes = 0;
  readonly #lines: string[] = [];
  #row = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string): void {
    this.writes += 1;
    const [, up = '0'] = /\p{Cc}\[(\d+)A/u.exec(text) ?? [];
    this.tallest = Math.max(this.tallest, Number(up));
    this.#row = Math.max(0, this.#row - Number(up));
    for (const piece of text.split(/(\p{Cc}\[J)/u)) {
      if (piece === '\u001b[J') this.#lines.length = Math.min(this.#lines.length, this.#row);
      else this.#print(piece);
    }
  }

  /** Everything on the terminal, without colours. */
  text(): string {
    return this.#lines.join('\n');
  }

  #print(piece: string): void {
    const [last = '', ...lines] = stripVTControlCharacters(piece.replaceAll('\r', '')).split('\n').reverse();
    for (const line of lines.reverse()) {
      this.#lines[this.#row] = line;
      this.#row += 1;
    }
    if (last !== '') throw new Error(`"${last}" was written without a line break`);
  }
}
