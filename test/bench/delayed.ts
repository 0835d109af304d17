import type { Socket } from 'node:net';

/** Hands on what one socket says to another, later by so many ms, in order; its end too. */
export function delayed(from: Socket, to: Socket, delayMs: number, seen: (bytes: number) => void): void {
  const waiting: { readonly dueMs: number; readonly hand: () => void }[] = [];
  const deliver = () => {
    const now = performance.now();
    while (waiting[0] !== undefined && waiting[0].dueMs <= now) waiting.shift()?.hand();
    if (waiting[0] !== undefined) setTimeout(deliver, Math.max(1, waiting[0].dueMs - now));
  };
  const later = (hand: () => void) => {
    if (delayMs === 0) {
      hand();
      return;
    }
    waiting.push({ dueMs: performance.now() + delayMs, hand });
    if (waiting.length === 1) setTimeout(deliver, delayMs);
  };
  from.on('data', (chunk: Buffer) => {
    seen(chunk.length);
    later(() => to.write(chunk));
  });
  from.on('end', () => later(() => to.end()));
  from.resume();
}
