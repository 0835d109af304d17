import { readdirSync, readFileSync } from 'node:fs';

/** Command lines of the processes of this machine that begin with a text. */
export function commandLines(beginning: string): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.startsWith(beginning) ? [line] : [];
    } catch {
      // No process, or it has ended.
      return [];
    }
  });
}
