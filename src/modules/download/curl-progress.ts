import type { Progress } from '../../core/command.ts';

/** Reads a line of curl's progress bar, such as `####      12.5%`. */
export function curlProgress(line: string): Progress | undefined {
  const [, percent] = /^#*\s*(\d+(?:\.\d+)?)%\s*$/.exec(line) ?? [];
  if (percent === undefined) return undefined;
  return { text: `${Math.floor(Number(percent))} % fetched`, fraction: Math.min(1, Number(percent) / 100) };
}
