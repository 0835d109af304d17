/** A section of a settings file, and the keys that it has or should have. */
export interface IniSection {
  readonly name: string;
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Sets keys in the lines of a settings file and leaves all else as it is: other sections, unknown keys, comments, order,
 * blank lines. Sections and keys are found whatever their case. What is not there is added at the end of its section.
 */
export function editIni(
  lines: readonly string[],
  section: IniSection,
  separator: '=' | ' = ' = '=',
): readonly string[] {
  const start = lines.findIndex((line) => sameName(sectionOf(line), section.name));
  if (start < 0) {
    const apart = (lines.at(-1) ?? '').trim() === '' ? [] : [''];
    return [...lines, ...apart, `[${section.name}]`, ...linesOf(section.keys, separator)];
  }
  const next = lines.findIndex((line, at) => at > start && sectionOf(line) !== undefined);
  const end = next < 0 ? lines.length : next;
  const edited = editKeys(lines.slice(start + 1, end), section.keys, separator);
  return [...lines.slice(0, start + 1), ...edited, ...lines.slice(end)];
}

/** The sections of a settings file, with their keys in lower case. */
export function iniSections(lines: readonly string[]): readonly IniSection[] {
  const starts = lines.flatMap((line, at) => (sectionOf(line) === undefined ? [] : [at]));
  return starts.map((start, index) => {
    const own = lines.slice(start + 1, starts[index + 1] ?? lines.length);
    const keys = own.flatMap((line) => {
      const [key, value] = keyOf(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key.toLowerCase(), value] as const];
    });
    return { name: sectionOf(lines[start] ?? '') ?? '', keys: Object.fromEntries(keys) };
  });
}

function editKeys(lines: readonly string[], keys: IniSection['keys'], separator: string): readonly string[] {
  const names = Object.keys(keys);
  const found = new Set<string>();
  const edited = lines.map((line) => {
    const [key, value] = keyOf(line) ?? [];
    const name = names.find((one) => sameName(key, one));
    if (name === undefined) return line;
    found.add(name);
    return value === keys[name]
      ? line
      : line.replace(/=([ \t]*).*$/, (_, blank: string) => `=${blank}${keys[name]}`);
  });
  const missing = Object.fromEntries(Object.entries(keys).filter(([name]) => !found.has(name)));
  // Before the blank lines that set the next section apart.
  const filled = edited.findLastIndex((line) => line.trim() !== '') + 1;
  return [...edited.slice(0, filled), ...linesOf(missing, separator), ...edited.slice(filled)];
}

function linesOf(keys: IniSection['keys'], separator: string): readonly string[] {
  return Object.entries(keys).map(([key, value]) => `${key}${separator}${value}`);
}

export function sectionOf(line: string): string | undefined {
  return /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
}

export function keyOf(line: string): readonly [string, string] | undefined {
  const [, key, value] = /^\s*([^;#[\s=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
  return key === undefined || value === undefined ? undefined : [key, value];
}

export function sameName(one: string | undefined, other: string): boolean {
  return one?.trim().toLowerCase() === other.trim().toLowerCase();
}
