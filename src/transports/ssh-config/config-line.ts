/** One line of an ssh_config file. */
export interface ConfigLine {
  /** In lower case. */
  readonly keyword: string;
  /** All that follows the keyword, as it stands there. */
  readonly rest: string;
  /** Where it stands, such as `/root/.ssh/config:3`. */
  readonly at: string;
}

/** Reads the lines of an ssh_config file that say something. */
export function configLines(text: string, file: string): readonly ConfigLine[] {
  return text.split('\n').flatMap((line, index) => {
    const trimmed = line.replace(/[\s\f]+$/, '').trimStart();
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const [, quoted, plain, rest = ''] = /^(?:"([^"]*)"|([^\s="]+))[ \t]*=?[ \t]*(.*)$/s.exec(trimmed) ?? [];
    const keyword = (quoted ?? plain ?? '').toLowerCase();
    return keyword === '' ? [] : [{ keyword, rest, at: `${file}:${index + 1}` }];
  });
}
