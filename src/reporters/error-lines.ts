import type { ErrorView } from '../core/error-view.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

/** An error for people: what happened, the last lines of what the host said, and what to do about it. */
export function errorLines({ code, message, hint, stack }: ErrorView, paint: Paint): readonly string[] {
  const [headline = '', ...said] = linesOf(message);
  return [
    paint.bad(headline),
    ...lastOf(said).map((line) => `  ${paint.quiet(line)}`),
    ...(code === 'internal' && stack !== undefined
      ? linesOf(stack)
          .slice(1, 1 + most)
          .map((line) => paint.quiet(`  ${line.trim()}`))
      : []),
    ...(hint === undefined ? [] : [`→ ${linesOf(hint).join(' ')}`]),
  ];
}

const most = 10;

function lastOf(lines: readonly string[]): readonly string[] {
  const left = lines.length - most;
  return left > 0 ? [`… ${left} earlier ${left === 1 ? 'line' : 'lines'}`, ...lines.slice(-most)] : lines;
}

function linesOf(text: string): readonly string[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => printable(line.replaceAll('\t', '  ')));
}
