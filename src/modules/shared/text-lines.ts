/** A line and what ends it; nothing ends the last line of a file that was cut off there. */
export interface TextLine {
  readonly text: string;
  readonly ending: '\n' | '\r\n' | '';
}

/** A text as lines, so that each keeps its own ending, and the text its byte order mark. */
export interface TextLines {
  readonly mark: '\uFEFF' | '';
  readonly lines: readonly TextLine[];
}

export function linesOf(text: string): TextLines {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const parts = text.slice(mark.length).split('\n');
  const last = parts.pop() ?? '';
  const ended = parts.map(
    (part): TextLine =>
      part.endsWith('\r') ? { text: part.slice(0, -1), ending: '\r\n' } : { text: part, ending: '\n' },
  );
  return { mark, lines: last === '' ? ended : [...ended, { text: last, ending: '' }] };
}

export function textOf({ mark, lines }: TextLines): string {
  return mark + lines.map(({ text, ending }) => text + ending).join('');
}

/** Puts another text into a line, which keeps its ending. One that has none gets it, as all others have. */
export function withText(all: TextLines, index: number, text: string): TextLines {
  return {
    ...all,
    lines: all.lines.map((line, at) =>
      at === index ? { text, ending: line.ending || endingOf(all) } : line,
    ),
  };
}

/** Puts new lines before the line at `index`; they end as the others of this text do. */
export function withLines(all: TextLines, index: number, texts: readonly string[]): TextLines {
  if (texts.length === 0) return all;
  const ending = endingOf(all);
  const before = all.lines.slice(0, index).map((line) => (line.ending === '' ? { ...line, ending } : line));
  const added = texts.map((text) => ({ text, ending }));
  return { ...all, lines: [...before, ...added, ...all.lines.slice(index)] };
}

/** Leaves lines out. */
export function withoutLines(all: TextLines, isOut: (line: TextLine, index: number) => boolean): TextLines {
  return { ...all, lines: all.lines.filter((line, index) => !isOut(line, index)) };
}

/** How the lines of a text end: as the first one does. */
function endingOf({ lines }: TextLines): '\n' | '\r\n' {
  return lines[0]?.ending || '\n';
}
