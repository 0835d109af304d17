import { type IniSection, keyOf, sameName, sectionOf } from './edit-ini.ts';

interface Section {
  /** Undefined: what stands before the first one. */
  readonly name: string | undefined;
  readonly lines: readonly string[];
}

/**
 * Takes back what `editIni` has done to the lines of a settings file, and leaves all else as it is now: keys get the lines
 * that they had before, or go; a section that was not there before and holds nothing else goes, too.
 */
export function revertIni(
  now: readonly string[],
  before: readonly string[],
  changed: readonly IniSection[],
): readonly string[] {
  const old = sectionsOf(before);
  const all = sectionsOf(now);
  const firstOf = (name: string) => all.find((one) => sameName(one.name, name));
  const kept = all.flatMap((section) => {
    // Of several with one name only the first is read, and was changed.
    const own = changed.filter(({ name }) => firstOf(name) === section);
    if (own.length === 0) return [section];
    const was = old.find(({ name }) => sameName(name, section.name ?? ''));
    const lines = ownLines(
      section,
      was,
      own.flatMap(({ keys }) => Object.keys(keys)),
    );
    const isEmpty = lines.slice(1).every((line) => line.trim() === '');
    return was === undefined && isEmpty ? [] : [{ ...section, lines }];
  });
  const lines = kept.flatMap((section) => section.lines);
  return kept.length === all.length ? lines : [...withoutBlankEnd(lines), ...blankEnd(before)];
}

/** The lines of a section with its changed keys as they were. */
function ownLines(section: Section, was: Section | undefined, keys: readonly string[]): readonly string[] {
  const isChanged = (key: string | undefined) => keys.some((one) => sameName(key, one));
  const before = (was?.lines ?? []).filter((line) => isChanged(keyOf(line)?.[0]));
  const seen = new Map<string, number>();
  return section.lines.flatMap((line) => {
    const key = keyOf(line)?.[0];
    if (key === undefined || !isChanged(key)) return [line];
    const at = seen.get(key.toLowerCase()) ?? 0;
    seen.set(key.toLowerCase(), at + 1);
    const [own] = before.filter((one) => sameName(keyOf(one)?.[0], key)).slice(at);
    return own === undefined ? [] : [own];
  });
}

function sectionsOf(lines: readonly string[]): readonly Section[] {
  const starts = lines.flatMap((line, at) => (sectionOf(line) === undefined ? [] : [at]));
  const [first = lines.length] = starts;
  return [
    { name: undefined, lines: lines.slice(0, first) },
    ...starts.map((start, index) => ({
      name: sectionOf(lines[start] ?? ''),
      lines: lines.slice(start, starts[index + 1] ?? lines.length),
    })),
  ];
}

function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);
}

function blankEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(lines.findLastIndex((line) => line.trim() !== '') + 1);
}
