import { readdirSync, readFileSync } from 'node:fs';

/** Command lines of the processes of this machine, but this one, that have a word in them. */
export function processesWith(word: string): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      if (Number(pid) === process.pid) return [];
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.includes(word) ? [line] : [];
    } catch {
      // No process, or it has ended.
      return [];
    }
  });
}
