import type { HostOutcome } from '../../core/event.ts';
import type { HostResult } from '../../core/result.ts';
import { grouped } from '../grouped.ts';
import { hostList } from '../host-ranges.ts';
import { type OutcomeKind, outcomeStyle, outcomeWord } from '../outcome-style.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { padded, textWidth } from '../text-width.ts';
import { isNotReady } from './is-not-ready.ts';

interface Recap {
  readonly hosts: readonly HostResult[];
  readonly check: boolean;
  readonly paint: Paint;
}

interface Row {
  readonly name: string;
  readonly host: HostResult;
}

/** One line a host, exceptions first; when there are many hosts, one line for all that ended alike. */
export function recapLines({ hosts, check, paint }: Recap): readonly string[] {
  const rows = rowsOf(hosts.toSorted((one, other) => rank[one.outcome] - rank[other.outcome]));
  const kinds = columns.filter((kind) => always.includes(kind) || hosts.some((host) => host[kind] > 0));
  const nameWidth = rows.reduce((most, { name }) => Math.max(most, textWidth(name)), 0);
  const digits = hosts.reduce(
    (most, host) => Math.max(most, ...kinds.map((kind) => `${host[kind]}`.length)),
    1,
  );
  return rows.map(({ name, host }) => {
    const counts = kinds.map((kind) => {
      const number = String(host[kind]);
      const text = `${outcomeWord(kind, check)}=${number}`;
      const tone = host[kind] === 0 ? 'quiet' : outcomeStyle[kind].tone;
      return paint[tone](text) + ' '.repeat(digits - number.length);
    });
    const line = [symbolOf(host, paint), `${padded(name, nameWidth)} `, ...counts, remarks(host, paint)];
    return line.join(' ').trimEnd();
  });
}

const manyHosts = 8;
const rank: Readonly<Record<HostOutcome, number>> = { unreachable: 0, failed: 1, cancelled: 2, ok: 3 };
const columns: readonly OutcomeKind[] = ['ok', 'changed', 'failed', 'skipped', 'ignored', 'undetermined'];
const always: readonly OutcomeKind[] = ['ok', 'changed', 'failed', 'skipped'];

function rowsOf(hosts: readonly HostResult[]): readonly Row[] {
  if (hosts.length <= manyHosts) return hosts.map((host) => ({ name: printable(host.host), host }));
  const alike = (host: HostResult) =>
    JSON.stringify([host.outcome, host.rolledBack.length > 0, columns.map((kind) => host[kind])]);
  return grouped(hosts, alike).map(([host, ...more]) => ({
    name: printable(hostList([host, ...more].map((one) => one.host))),
    host,
  }));
}

function symbolOf({ outcome, changed }: HostResult, paint: Paint): string {
  if (outcome !== 'ok') return paint.bad(outcomeStyle.failed.symbol);
  const { symbol, tone } = outcomeStyle[changed > 0 ? 'changed' : 'ok'];
  return paint[tone](symbol);
}

function remarks(host: HostResult, paint: Paint): string {
  const { outcome, rolledBack } = host;
  const notReady = outcome === 'failed' && isNotReady(host);
  const words = [
    ...(notReady ? ['not ready'] : []),
    ...(outcome === 'unreachable' ? ['not reached'] : []),
    ...(outcome === 'cancelled' ? ['cancelled'] : []),
    ...(rolledBack.length > 0 ? ['rolled back'] : []),
  ];
  return words.length === 0 ? '' : ` ${paint.bad(words.join(', '))}`;
}
