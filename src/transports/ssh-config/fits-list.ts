import { fitsPattern } from './fits-pattern.ts';

/** Whether a name fits one of several patterns, and none of those with a `!` before them. */
export function fitsList(name: string, patterns: readonly string[]): boolean {
  const isRefused = patterns.some((one) => one.startsWith('!') && fitsPattern(name, one.slice(1)));
  return !isRefused && patterns.some((one) => !one.startsWith('!') && fitsPattern(name, one));
}
