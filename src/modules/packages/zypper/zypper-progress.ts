import type { Progress } from '../../../core/command.ts';

/** What zypper is at, from a line that it prints: `(1/2) Installing: bash-5.2.15-3.x86_64 [..done]`. */
export function zypperProgress(line: string): Progress | undefined {
  const [, action, name] =
    /^(?:\(\s*\d+\/\d+\) )?(Retrieving|Installing|Removing):? (?:package )?(\S+)/.exec(line) ?? [];
  return action === undefined ? undefined : { text: `${action.toLowerCase()} ${name}` };
}
