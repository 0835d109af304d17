import { readdirSync, readFileSync } from 'node:fs';

/** Command lines of the living processes of this machine that are in a process group. */
export function groupMembers(group: number): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const [, , place = ''] =
        /^(\d+) \(.*\) [^Z] (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      if (Number(place.split(' ')[1]) !== group) return [];
      return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
    } catch {
      // No process, or it has ended.
      return [];
    }
  });
}
