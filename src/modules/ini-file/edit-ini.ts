import type { Edited } from '../shared/edit-steps.ts';
import { linesOf, type TextLines, textOf, withLines, withoutLines, withText } from '../shared/text-lines.ts';
import { assignOf } from './assign-of.ts';
import type { IniWish } from './ini-wish.ts';
import { type OptionLine, optionLine } from './option-line.ts';
import { type Span, sectionSpan } from './section-span.ts';

/** The text with the option in its section. All other lines stay as they are. */
export function withOption(text: string, wish: IniWish): Edited {
  const all = linesOf(text);
  const span = sectionSpan(all, wish);
  if (span === undefined) return withSection(all, wish);
  const { option } = wish;
  if (option === undefined) return { text, words: '' };
  const lines = optionLines(all, span, wish);
  const edit = editOf(lines, wish);
  if (edit.reuse.length + edit.drop.length + edit.add.length === 0) return { text, words: '' };
  const assign = wish.assign ?? assignOf([...all.lines.slice(span.start, span.end), ...all.lines]);
  const reused = edit.reuse.reduce(
    (so, [line, value]) => withText(so, line.at, rewritten(line, value, wish, assign)),
    all,
  );
  const place = lastUsed(all, span) + 1;
  const added = withLines(
    reused,
    place,
    edit.add.map((value) => written(option, value, assign)),
  );
  // Where lines are added, all that could be dropped were reused.
  const left = withoutLines(added, (_, at) => edit.drop.includes(at));
  return { text: textOf(left), words: wordsOf(lines, edit, option) };
}

/** The text without the option, or without the section. */
export function withoutOption(text: string, wish: IniWish): Edited {
  const { option, section, values, exclusive } = wish;
  const all = linesOf(text);
  const span = sectionSpan(all, wish);
  if (span === undefined) return { text, words: '' };
  if (option === undefined) {
    const left = withoutLines(all, (_, at) => at >= span.start && at < span.end);
    return { text: textOf(left), words: `section ${section} removed` };
  }
  const out = optionLines(all, span, wish).filter(
    ({ isActive, value }) => isActive && (exclusive || values.includes(value)),
  );
  if (out.length === 0) return { text, words: '' };
  const left = withoutLines(all, (_, at) => out.some((line) => line.at === at));
  return { text: textOf(left), words: `${option} removed` };
}

interface IniEdit {
  readonly reuse: readonly (readonly [OptionLine, string | undefined])[];
  readonly drop: readonly number[];
  readonly add: readonly (string | undefined)[];
}

/** Lines that have one of the values are kept; others are reused for values that are missing, active ones first. */
function editOf(lines: readonly OptionLine[], { values, exclusive, modifyInactive }: IniWish): IniEdit {
  const wanted = [...new Set(values)];
  const kept = new Map<string | undefined, number>();
  for (const { isActive, value, at } of lines) {
    if (isActive && wanted.includes(value) && !kept.has(value)) kept.set(value, at);
  }
  const missing = wanted.filter((value) => !kept.has(value));
  const free = lines.filter(({ at }) => ![...kept.values()].includes(at));
  const active = exclusive ? free.filter(({ isActive }) => isActive) : [];
  const inactive = modifyInactive
    ? free.filter((line) => !line.isActive && worthReusing(line, lines, wanted))
    : [];
  const usable = [...active, ...inactive].slice(0, missing.length);
  return {
    reuse: usable.map((line, index) => [line, missing[index]] as const),
    drop: active.filter((line) => !usable.includes(line)).map(({ at }) => at),
    add: missing.slice(usable.length),
  };
}

/** A comment is reused where no line of the option is active, or where it has just the value that is missing. */
function worthReusing(
  { value }: OptionLine,
  lines: readonly OptionLine[],
  wanted: readonly (string | undefined)[],
): boolean {
  return wanted.includes(value) || !lines.some(({ isActive }) => isActive);
}

function optionLines({ lines }: TextLines, { start, end }: Span, wish: IniWish): readonly OptionLine[] {
  return lines.slice(start, end).flatMap(({ text }, index) => optionLine(text, start + index, wish) ?? []);
}

/** The last line of a section that is neither blank nor a comment; the line before it where there is none. */
function lastUsed({ lines }: TextLines, { start, end }: Span): number {
  const used = lines.slice(start, end).findLastIndex(({ text }) => !/^[ \t]*(?:[#;].*)?$/.test(text));
  return start + used;
}

function withSection(all: TextLines, wish: IniWish): Edited {
  const { section, option, values } = wish;
  const assign = wish.assign ?? assignOf(all.lines);
  const options =
    option === undefined ? [] : [...new Set(values)].map((value) => written(option, value, assign));
  const words = `section ${section} added${option === undefined ? '' : ` with ${option}`}`;
  return { text: textOf(withLines(all, all.lines.length, [`[${section}]`, ...options])), words };
}

function written(option: string, value: string | undefined, assign: string): string {
  return value === undefined ? option : `${option}${assign}${value}`;
}

/** Name and equals sign stay as they are, unless the wish says how that sign is to be. */
function rewritten(line: OptionLine, value: string | undefined, wish: IniWish, assign: string): string {
  return written(line.name, value, wish.assign ?? (line.assign || assign));
}

function wordsOf(lines: readonly OptionLine[], { drop, add, reuse }: IniEdit, option: string): string {
  const isThere = lines.some(({ isActive }) => isActive);
  if (add.length + reuse.length === 0) return `${drop.length} more of ${option} removed`;
  return isThere ? `${option} changed` : `${option} added`;
}
