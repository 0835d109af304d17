import type { Progress } from '../../../core/command.ts';

const steps: readonly (readonly [RegExp, string])[] = [
  [/^Refreshing the package lists/, 'refreshing the package lists'],
  [/^Get:\d+ \S+ \S+ \S+ (\S+)/, 'downloading'],
  [/^Unpacking (\S+)/, 'unpacking'],
  [/^Setting up (\S+)/, 'setting up'],
  [/^Removing (\S+)/, 'removing'],
];

/** What apt is at, from a line that it prints. */
export function aptProgress(line: string): Progress | undefined {
  for (const [pattern, words] of steps) {
    const found = pattern.exec(line);
    if (found !== null) return { text: [words, found[1]].filter((word) => word !== undefined).join(' ') };
  }
  return undefined;
}
