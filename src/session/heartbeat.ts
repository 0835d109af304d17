import type { Writable } from 'node:stream';
import { beatsPerLease } from './supervisor.ts';

/** Writes a newline, which means nothing to a shell, often enough for the lease on the host not to run out. */
export function heartbeat(stdin: Writable, leaseMs: number): Disposable {
  const timer = setInterval(() => {
    if (stdin.writable) stdin.write('\n');
  }, leaseMs / beatsPerLease);
  // Whoever keeps a session open for nothing must still be able to exit.
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
