import type { Edited } from '../shared/edit-steps.ts';
import { linesOf, textOf, withLines, withoutLines, withText } from '../shared/text-lines.ts';

/** One line of fstab(5). */
export interface FstabEntry {
  readonly src: string;
  readonly path: string;
  readonly fstype: string;
  readonly opts: string;
  readonly dump: number;
  readonly passno: number;
}

/** A text with an entry for its path, or without one when `entry` is undefined. All other lines stay as they are. */
export function fstabText(text: string, path: string, entry: FstabEntry | undefined): Edited {
  const all = linesOf(text);
  const isOwn = (line: string) => fstabEntry(line)?.path === path;
  const last = all.lines.findLastIndex((line) => isOwn(line.text));
  const others = withoutLines(all, (line, at) => isOwn(line.text) && (entry === undefined || at !== last));
  if (entry === undefined) return { text: textOf(others), words: `no entry for ${path}` };
  const words = `entry for ${path}`;
  const place = others.lines.findIndex((line) => isOwn(line.text));
  const line = lineOf(entry);
  if (place === -1) return { text: textOf(withLines(all, all.lines.length, [line])), words };
  const found = fstabEntry(others.lines[place]?.text ?? '');
  const isSame = found !== undefined && lineOf(found) === line;
  return { text: textOf(isSame ? others : withText(others, place, line)), words };
}

/** The last entry for a path. */
export function entryFor(text: string, path: string): FstabEntry | undefined {
  return linesOf(text)
    .lines.map((line) => fstabEntry(line.text))
    .findLast((entry) => entry?.path === path);
}

/** A field as fstab and the kernel write it: what would end it as three octal digits. */
export function encodedField(text: string): string {
  return text.replaceAll(/[ \t\n\\]/g, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

export function decodedField(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

function fstabEntry(line: string): FstabEntry | undefined {
  const [src, path, fstype, opts = 'defaults', dump = '0', passno = '0'] = line
    .replace(/^[ \t]+/, '')
    .split(/[ \t\r]+/);
  if (src === undefined || path === undefined || fstype === undefined || src.startsWith('#'))
    return undefined;
  return {
    src: decodedField(src),
    path: decodedField(path).replace(/(.)\/+$/, '$1'),
    fstype,
    opts: decodedField(opts),
    dump: Number(dump),
    passno: Number(passno),
  };
}

function lineOf({ src, path, fstype, opts, dump, passno }: FstabEntry): string {
  const first = encodedField(src).replace(/^#/, '\\043');
  return [first, encodedField(path), fstype, encodedField(opts), dump, passno].join(' ');
}
