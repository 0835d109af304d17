import type { Finding } from '../../core/host-check.ts';
import type { HostResult } from '../../core/result.ts';
import { grouped } from '../grouped.ts';
import { hostList } from '../host-ranges.ts';
import { outcomeStyle } from '../outcome-style.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { padded, textWidth } from '../text-width.ts';

type Verdict = 'not reached' | 'not ready' | 'warning' | 'ready';

interface Row {
  readonly host: string;
  readonly verdict: Verdict;
  readonly finding: Finding | undefined;
}

interface Shown {
  readonly paint: Paint;
  /** Default: all. */
  readonly verdicts?: readonly Verdict[];
}

/** The table of a preflight: host, verdict, reason, and what to do; hosts of which the same is to be said are named together. */
export function preflightLines(
  hosts: readonly HostResult[],
  { paint, verdicts = allVerdicts }: Shown,
): readonly string[] {
  const rows = hosts.flatMap(rowsOf).filter(({ verdict }) => verdicts.includes(verdict));
  const groups = allVerdicts.flatMap((verdict) =>
    grouped(
      rows.filter((row) => row.verdict === verdict),
      ({ finding }) => JSON.stringify([finding?.message, finding?.hint]),
    ),
  );
  const table = groups.map((group) => ({
    ...group[0],
    names: printable(hostList(group.map(({ host }) => host))),
  }));
  const nameWidth = widest(table.map(({ names }) => names));
  const verdictWidth = widest(table.map(({ verdict }) => verdict));
  return table.flatMap(({ names, verdict, finding }) => {
    const { symbol, tone } = style[verdict];
    const head = `${paint[tone](symbol)} ${padded(names, nameWidth)}  ${paint[tone](padded(verdict, verdictWidth))}`;
    const [reason = '', ...more] = reasonLines(finding);
    const indent = ' '.repeat(nameWidth + verdictWidth + 6);
    return [`${head}  ${reason}`.trimEnd(), ...more.map((line) => `${indent}${line}`)];
  });
}

const allVerdicts: readonly Verdict[] = ['not reached', 'not ready', 'warning', 'ready'];

const style: Readonly<Record<Verdict, { readonly symbol: string; readonly tone: keyof Paint }>> = {
  'not reached': { symbol: outcomeStyle.failed.symbol, tone: 'bad' },
  'not ready': { symbol: outcomeStyle.failed.symbol, tone: 'bad' },
  warning: { symbol: '!', tone: 'change' },
  ready: { symbol: outcomeStyle.ok.symbol, tone: 'good' },
};

function rowsOf({ host, preflight }: HostResult): readonly Row[] {
  if (preflight === undefined) return [];
  const { problems, warnings } = preflight;
  const found = [
    ...problems.map((finding): Row => ({ host, verdict: verdictOf(finding), finding })),
    ...warnings.map((finding): Row => ({ host, verdict: 'warning', finding })),
  ];
  return problems.length > 0 ? found : [...found, { host, verdict: 'ready', finding: undefined }];
}

function verdictOf({ about }: Finding): Verdict {
  return about === 'connection' ? 'not reached' : 'not ready';
}

function reasonLines(finding: Finding | undefined): readonly string[] {
  if (finding === undefined) return [];
  const said = finding.message.trimEnd().split(/\r?\n/).map(printable);
  return finding.hint === undefined ? said : [...said, `→ ${printable(finding.hint)}`];
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
}
