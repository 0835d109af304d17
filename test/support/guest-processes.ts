import { readdirSync, readFileSync } from 'node:fs';

/**
 * Command lines of what runs in a guest of a machine lab and has a word in it, seen from this machine: also while the
 * guest's cable is out.
 */
export function guestProcesses(lab: string, guest: string, word: string): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
      if (!groups.includes(`/${lab}-lab/${guest}/`)) return [];
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return line.includes(word) ? [line] : [];
    } catch {
      // No process, or it has ended.
      return [];
    }
  });
}
