import type { Progress } from '../core/command.ts';
import { printable } from './printable.ts';

/** How far a task has come, in short: `34 %  make all`. */
export function progressText({ text, fraction }: Progress): string {
  const done = fraction === undefined || Number.isNaN(fraction) ? '' : percent(fraction);
  return [done, printable(text.trim())].filter((part) => part !== '').join('  ');
}

function percent(fraction: number): string {
  const whole = Math.floor(Math.min(1, Math.max(0, fraction)) * 100);
  return `${String(whole).padStart(3)} %`;
}
