import type { RunEvent } from '../../core/event.ts';

type ProgressEvent = Extract<RunEvent, { readonly is: 'task-progress' }>;

interface Shown {
  readonly tenth: number;
  readonly text: string;
  readonly atMs: number;
}

/**
 * Which progress is worth a line in a log: with a fraction, one for each 10 %; without, a new text after 10 seconds.
 */
export function progressGate(): (event: ProgressEvent) => boolean {
  const last = new Map<string, Shown>();
  return (event) => {
    const { text, fraction } = event.progress;
    const key = JSON.stringify([event.play, event.host, event.id]);
    const now = { tenth: Math.floor((fraction ?? 0) * 10), text, atMs: Date.parse(event.at) };
    const before = last.get(key);
    const pass =
      before === undefined || (fraction === undefined ? isNews(before, now) : isFurther(before, now));
    if (pass) last.set(key, now);
    return pass;
  };
}

const quietMs = 10_000;

function isNews(before: Shown, now: Shown): boolean {
  return now.text !== before.text && now.atMs - before.atMs >= quietMs;
}

function isFurther(before: Shown, now: Shown): boolean {
  return now.tenth > before.tenth;
}
