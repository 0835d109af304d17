import type { HostResult } from '../../core/result.ts';
import { errorLines } from '../error-lines.ts';
import { grouped } from '../grouped.ts';
import { hostList } from '../host-ranges.ts';
import { outcomeStyle } from '../outcome-style.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { isNotReady } from './is-not-ready.ts';

interface Failures {
  readonly hosts: readonly HostResult[];
  readonly paint: Paint;
}

interface Failure {
  readonly host: string;
  readonly is: 'failed' | 'ignored';
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * What went wrong on which hosts, the ignored first, whether it was taken back, and what could not be. Equal failures
 * are told once.
 */
export function failureLines({ hosts, paint }: Failures): readonly string[] {
  const failures = hosts.flatMap((host) => failuresOf(host, paint));
  return grouped(failures, ({ is, title, lines }) => JSON.stringify([is, title, lines])).flatMap(
    ([first, ...more]) => {
      const names = printable(hostList([first, ...more].map(({ host }) => host)));
      const { symbol, tone } = outcomeStyle[first.is];
      const head = `${paint[tone](symbol)} ${paint.strong(names)}  ${first.title}`;
      return [head, ...first.lines.map((line) => `    ${line}`)];
    },
  );
}

function failuresOf(host: HostResult, paint: Paint): readonly Failure[] {
  const ofTasks = failedOf(host, 'failed');
  const told = ofTasks.some(({ error }) => error.message === host.error?.message);
  const all =
    host.error === undefined || told ? ofTasks : [...ofTasks, { title: wordOf(host), error: host.error }];
  const takenBack = rollbackLines(host, paint);
  const fatal = all.map(({ title, error }, index) => ({
    host: host.host,
    is: 'failed' as const,
    title: printable(title),
    lines: [...errorLines(error, paint), ...(index === all.length - 1 ? takenBack : [])],
  }));
  const ignored = failedOf(host, 'ignored').map(({ title, error }) => ({
    host: host.host,
    is: 'ignored' as const,
    title: `${printable(title)} (ignored)`,
    lines: errorLines(error, paint),
  }));
  return [...ignored, ...fatal];
}

function failedOf({ tasks }: HostResult, is: 'failed' | 'ignored') {
  return tasks.flatMap(({ within, name, outcome }) =>
    outcome.is === is ? [{ title: [...within, name].join(' › '), error: outcome.error }] : [],
  );
}

function wordOf(host: HostResult): string {
  const { outcome } = host;
  if (outcome === 'failed' && isNotReady(host)) return 'not ready';
  return outcome === 'unreachable' ? 'not reached' : outcome;
}

function rollbackLines({ rolledBack }: HostResult, paint: Paint): readonly string[] {
  return rolledBack.flatMap(({ name, undone, left }) => [
    `Rolled back: ${printable(name)} (${undone.length} of ${undone.length + left.length} changes taken back)`,
    ...left.map((change) => paint.bad(`Could not be taken back: ${printable(change)}`)),
  ]);
}
