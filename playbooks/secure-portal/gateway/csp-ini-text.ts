/** One line of CSP.ini that sets a key. */
export interface CspLine {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** Which line of the file it is, from 0 on. */
  readonly at: number;
}

/** What CSP.ini says. Names count as they are written: the gateway tells capital letters from small ones. */
export interface CspIni {
  readonly sections: readonly string[];
  readonly lines: readonly CspLine[];
  /** Of a key that is there more than once, the last. */
  readonly get: (section: string, key: string) => string | undefined;
}

/** Reads CSP.ini: sections in brackets, `key=value` without quotes; lines that begin with `;` are comments. */
export function cspIniText(text: string): CspIni {
  let section = '';
  const sections: string[] = [];
  const lines = text.split('\n').flatMap((raw, at): readonly CspLine[] => {
    const line = raw.replace(/\r$/, '');
    const head = /^\[([^\]]*)\]/.exec(line);
    if (head !== null) {
      section = head[1] ?? '';
      sections.push(section);
      return [];
    }
    const equals = line.indexOf('=');
    if (equals < 1 || line.startsWith(';')) return [];
    return [{ section, key: line.slice(0, equals).trim(), value: line.slice(equals + 1).trim(), at }];
  });
  const get = (of: string, key: string) =>
    lines.findLast((line) => line.section === of && line.key === key)?.value;
  return { sections, lines, get };
}
