import type { Progress } from '../../../core/command.ts';

/** What apk is at, from a line that it prints: `(2/5) Installing oniguruma (6.9.8-r1)`. */
export function apkProgress(line: string): Progress | undefined {
  const [, action, name] =
    /^\(\s*\d+\/\d+\) (Installing|Upgrading|Downgrading|Purging) (\S+)/.exec(line) ?? [];
  if (action === undefined)
    return line.startsWith('fetch ') ? { text: 'refreshing the package lists' } : undefined;
  return { text: `${action.toLowerCase()} ${name}` };
}
