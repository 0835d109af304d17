import { posix } from 'node:path';
import type { PidFileParams } from './params.ts';

/** What the running program is called. */
export function processName({ processName: given, start }: PidFileParams): string {
  return given ?? posix.basename(start[0] ?? '');
}
