import { type CspIni, cspIniText } from './csp-ini-text.ts';

/** What keys should say, by section; null: the key should not be there. */
export type CspKeys = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/** One key that is not as it should be; undefined: not there. */
export interface CspDifference {
  readonly section: string;
  readonly key: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The keys of a file that are not as they should be. */
export function cspDifferences(ini: CspIni, wanted: CspKeys): readonly CspDifference[] {
  return Object.entries(wanted).flatMap(([section, keys]) =>
    Object.entries(keys).flatMap(([key, value]) => {
      const own = ini.lines.filter((line) => line.section === section && line.key === key);
      const to = value ?? undefined;
      const same =
        to === undefined ? own.length === 0 : own.length > 0 && own.every((one) => one.value === to);
      return same ? [] : [{ section, key, from: own.at(-1)?.value, to }];
    }),
  );
}

/**
 * Sets keys and leaves all else byte for byte as it is: unknown keys, order, comments, line ends. A key that is not there
 * goes to the end of its section, a section to the end of the file.
 */
export function editCspIni(text: string, wanted: CspKeys): string {
  return cspDifferences(cspIniText(text), wanted).reduce(withOne, text);
}

function withOne(text: string, { section, key, to }: CspDifference): string {
  const lines = text.split('\n');
  const end = (lines[0] ?? '').endsWith('\r') ? '\r' : '';
  const ini = cspIniText(text);
  const own = new Set(
    ini.lines.filter((line) => line.section === section && line.key === key).map(({ at }) => at),
  );
  if (own.size > 0) {
    return lines
      .flatMap((line, at) => {
        if (!own.has(at)) return [line];
        return to === undefined ? [] : [`${key}=${to}${line.endsWith('\r') ? '\r' : ''}`];
      })
      .join('\n');
  }
  const added = `${key}=${to ?? ''}${end}`;
  const head = lines.findIndex((line) => line.startsWith(`[${section}]`));
  if (head < 0)
    return `${text}${text === '' || text.endsWith('\n') ? '' : `${end}\n`}[${section}]${end}\n${added}\n`;
  const next = lines.findIndex((line, at) => at > head && line.startsWith('['));
  const within = lines.slice(head, next < 0 ? lines.length : next);
  // Before the blank lines that set the next section apart.
  const last = head + within.findLastIndex((line) => line.trim() !== '');
  const before = lines.slice(0, last + 1);
  const whole = before.map((line, at) =>
    at === last && end !== '' && !line.endsWith('\r') ? `${line}\r` : line,
  );
  const after = lines.slice(last + 1);
  return [...whole, added, ...(after.length === 0 ? [''] : after)].join('\n');
}
