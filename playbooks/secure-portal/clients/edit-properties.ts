/**
 * Sets properties in the lines of a Java properties file and leaves all else as it is: unknown properties, comments,
 * order. A property that goes on over several lines is one.
 */
export function editProperties(
  lines: readonly string[],
  properties: Readonly<Record<string, string>>,
): readonly string[] {
  const found = new Set<string>();
  const edited = logicalLines(lines).flatMap((own) => {
    const [key, value = ''] = propertyOf(own) ?? [];
    if (key === undefined || !Object.hasOwn(properties, key)) return own;
    found.add(key);
    const wanted = properties[key] ?? '';
    return plain(value) === wanted ? own : [`${key}=${escaped(wanted)}`];
  });
  const missing = Object.entries(properties).filter(([key]) => !found.has(key));
  return [...edited, ...missing.map(([key, value]) => `${key}=${escaped(value)}`)];
}

/**
 * Takes back what was done so to properties of these names, and leaves all else as it is now: each gets the lines that it
 * had before, or goes.
 */
export function revertProperties(
  now: readonly string[],
  before: readonly string[],
  names: readonly string[],
): readonly string[] {
  const old = logicalLines(before);
  return logicalLines(now).flatMap((own) => {
    const [key] = propertyOf(own) ?? [];
    if (key === undefined || !names.includes(key)) return own;
    return old.find((one) => propertyOf(one)?.[0] === key) ?? [];
  });
}

function propertyOf(lines: readonly string[]): readonly [string, string] | undefined {
  const [, key, value = ''] = /^\s*([^#!\s=:][^\s=:]*)(?:\s*[=:]\s*|\s+|$)([^]*)$/.exec(joined(lines)) ?? [];
  return key === undefined ? undefined : [key, value];
}

/** Lines that belong together, since the one before ends with an odd number of backslashes. */
function logicalLines(lines: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let goesOn = false;
  for (const line of lines) {
    const comment: boolean = !goesOn && /^\s*[#!]/.test(line);
    if (goesOn) groups.at(-1)?.push(line);
    else groups.push([line]);
    goesOn = !comment && /(^|[^\\])(\\\\)*\\$/.test(line);
  }
  return groups;
}

function joined(lines: readonly string[]): string {
  return lines
    .map((line, at) => (at === 0 ? line : line.trimStart()))
    .map((line, at) => (at < lines.length - 1 ? line.slice(0, -1) : line))
    .join('');
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

function plain(value: string): string {
  return value.replace(/\\(?:u([0-9A-Fa-f]{4})|([^]))/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? (letters[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function escaped(value: string): string {
  const simple = value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/^ /, '\\ ');
  // Such files are read as Latin-1.
  return simple.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
