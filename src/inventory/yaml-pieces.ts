/** A part of a YAML text that can be read by itself: `depth` keys that the part before has too, then what is its own. */
export interface YamlPiece {
  readonly text: string;
  readonly depth: number;
}

/** As many hosts as are read at once, roughly; what is read takes a hundred times the room of its text. */
const linesInPiece = 8_000;

interface OpenKey {
  readonly indent: number;
  readonly line: string;
}

/**
 * Cuts a large inventory between hosts, so that it need not be in memory as a whole document. Undefined: it is small, or
 * not so plain that each line stands for itself.
 */
export function yamlPieces(text: string): readonly YamlPiece[] | undefined {
  if (text.length < linesInPiece * 20 || hasReferences(text)) return undefined;
  const lines = text.split('\n');
  if (lines.length < 2 * linesInPiece || !lines.every(standsForItself)) return undefined;
  const pieces: YamlPiece[] = [];
  let open: readonly OpenKey[] = [];
  let own: string[] = [];
  let depth = 0;
  for (const line of lines) {
    open = above(line, open);
    if (own.length >= linesInPiece && isHost(line, open)) {
      pieces.push({ text: own.join('\n'), depth });
      own = open.map((key) => key.line);
      depth = open.length;
    }
    if (opensMapping.test(line)) open = [...open, { indent: indentOf(line), line }];
    own.push(line);
  }
  return [...pieces, { text: own.join('\n'), depth }];
}

const opensMapping = /^ *[^ #].*:(?: +#.*)? *$/;

/** The keys that a line stands below, outermost first. Blank lines and comments stand anywhere. */
function above(line: string, open: readonly OpenKey[]): readonly OpenKey[] {
  if (/^ *(?:#|$)/.test(line)) return open;
  const indent = indentOf(line);
  return (open.at(-1)?.indent ?? -1) < indent ? open : open.filter((key) => key.indent < indent);
}

function isHost(line: string, open: readonly OpenKey[]): boolean {
  return !/^ *(?:#|$)/.test(line) && /^ *hosts:/.test(open.at(-1)?.line ?? '');
}

function indentOf(line: string): number {
  return line.search(/[^ ]/);
}

/** Anchors, aliases, directives and further documents reach beyond a line. */
function hasReferences(text: string): boolean {
  return /[&*\t\r]|^%|\n(?:---|\.\.\.)/.test(text);
}

/** No text in several lines, no list or mapping in brackets that goes on, no key without a line of its own. */
function standsForItself(line: string): boolean {
  if (/[|>][-+\d]*\s*(?:#.*)?$|^\s*[-?] /.test(line)) return false;
  return ['"', "'"].every((quote) => line.split(quote).length % 2 === 1) && isBalanced(line);
}

function isBalanced(line: string): boolean {
  return [
    ['[', ']'],
    ['{', '}'],
  ].every(([left = '', right = '']) => line.split(left).length === line.split(right).length);
}
