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
  readonly title: string;
  readonly lines: readonly string[];
}

/** What went wrong on which hosts, whether it was taken back, and what could not be. Equal failures are told once. */
export function failureLines({ hosts, paint }: Failures): readonly string[] {
  const failures = hosts.flatMap((host) => failuresOf(host, paint));
  return grouped(failures, ({ title, lines }) => JSON.stringify([title, lines])).flatMap(
    ([first, ...more]) => {
      const names = printable(hostList([first, ...more].map(({ host }) => host)));
      const head = `${paint.bad(outcomeStyle.failed.symbol)} ${paint.strong(names)}  ${first.title}`;
      return [head, ...first.lines.map((line) => `    ${line}`)];
    },
  );
}

function failuresOf(host: HostResult, paint: Paint): readonly Failure[] {
  const ofTasks = host.tasks.flatMap(({ within, name, outcome }) =>
    outcome.is === 'failed' ? [{ title: [...within, name].join(' › '), error: outcome.error }] : [],
  );
  const told = ofTasks.some(({ error }) => error.message === host.error?.message);
  const all =
    host.error === undefined || told ? ofTasks : [...ofTasks, { title: wordOf(host), error: host.error }];
  const takenBack = rollbackLines(host, paint);
  return all.map(({ title, error }, index) => ({
    host: host.host,
    title: printable(title),
    lines: [...errorLines(error, paint), ...(index === all.length - 1 ? takenBack : [])],
  }));
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
