import type { Progress } from '../../../core/command.ts';

const pattern = /^\s*(Installing|Upgrading|Downgrading|Reinstalling|Erasing|Removing)\s*:? +(\S+)/;

/** What dnf is at, from a line that it prints: `  Installing       : bash-5.2.15-3.el9.x86_64     1/1`. */
export function dnfProgress(line: string): Progress | undefined {
  if (line.startsWith('Downloading Packages')) return { text: 'downloading' };
  const [, action, name] = pattern.exec(line) ?? [];
  return action === undefined ? undefined : { text: `${action.toLowerCase()} ${name}` };
}
