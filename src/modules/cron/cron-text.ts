import type { Edited } from '../shared/edit-steps.ts';
import { joined, linesOf } from './cron-lines.ts';

/** The mark of Ansible, so that entries of its making are found. */
const mark = '#Ansible: ';

/**
 * A crontab in which the entry of a name is this line, or is not there. The same line without a name gets this one.
 * Everything else stays as it is.
 */
export function cronText(text: string, name: string, line: string | undefined): Edited {
  const lines = linesOf(text);
  const at = lines.indexOf(`${mark}${name}`);
  if (line === undefined) {
    return at < 0
      ? { text, words: '' }
      : { text: joined(lines.toSpliced(at, 2)), words: `entry "${name}" removed` };
  }
  if (at < 0) {
    const nameless = lines.findIndex((one, index) => one === line && !lines[index - 1]?.startsWith(mark));
    if (nameless < 0) {
      return { text: joined([...lines, `${mark}${name}`, line]), words: `entry "${name}" added` };
    }
    return {
      text: joined(lines.toSpliced(nameless, 0, `${mark}${name}`)),
      words: `entry "${name}" named, which was there without a name`,
    };
  }
  if (lines[at + 1] === line) return { text, words: '' };
  return { text: joined(lines.toSpliced(at + 1, 1, line)), words: `entry "${name}" changed` };
}
