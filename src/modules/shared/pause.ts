import { type Shell, sh } from '../../core/sh.ts';

/** Waits on the host for some seconds; where its `sleep` takes whole numbers only, for the next whole one. */
export function pause(seconds: number): Shell {
  return seconds <= 0 ? sh`:` : sh`{ sleep ${seconds} 2>/dev/null || sleep ${Math.ceil(seconds)}; }`;
}
