import type { Finding, GateFinding } from '../../core/host-check.ts';
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
  readonly findings: readonly Finding[];
}

interface Shown {
  readonly paint: Paint;
  /** Default: all. Of hosts that are ready, what is good to know is always told. */
  readonly verdicts?: readonly Verdict[];
}

/** The table of a preflight: host, verdict, reason, and what to do; hosts of which the same is to be said are named together. */
export function preflightLines(
  hosts: readonly HostResult[],
  { paint, verdicts = allVerdicts }: Shown,
): readonly string[] {
  const rows = hosts
    .flatMap(rowsOf)
    .filter(
      ({ verdict, findings }) => verdicts.includes(verdict) || (verdict === 'ready' && findings.length > 0),
    );
  const groups = allVerdicts.flatMap((verdict) =>
    grouped(
      rows.filter((row) => row.verdict === verdict),
      ({ findings }) => JSON.stringify(findings.map(({ message, hint }) => [message, hint])),
    ),
  );
  const table = groups.map((group) => ({
    ...group[0],
    names: printable(hostList(group.map(({ host }) => host))),
  }));
  const nameWidth = widest(table.map(({ names }) => names));
  const verdictWidth = widest(table.map(({ verdict }) => verdict));
  return table.flatMap(({ names, verdict, findings }) => {
    const { symbol, tone } = style[verdict];
    const head = `${paint[tone](symbol)} ${padded(names, nameWidth)}  ${paint[tone](padded(verdict, verdictWidth))}`;
    const [reason = '', ...more] = findings.flatMap(reasonLines);
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

function rowsOf(result: HostResult): readonly Row[] {
  const { host, preflight, findings } = result;
  const of = (wanted: GateFinding['severity']) => findings.filter(({ severity }) => severity === wanted);
  const problems = problemsOf(result, of('stops'));
  const warnings = [...(preflight?.warnings ?? []), ...of('warns')];
  const found = [
    ...problems.map((finding): Row => ({ host, verdict: verdictOf(finding), findings: [finding] })),
    ...warnings.map((finding): Row => ({ host, verdict: 'warning', findings: [finding] })),
  ];
  if (problems.length > 0 || (preflight === undefined && findings.length === 0)) return found;
  return [...found, { host, verdict: 'ready', findings: of('notes') }];
}

/** A host that a look at it could not be ended on is not ready, either. */
function problemsOf(
  { preflight, outcome, error }: HostResult,
  stopping: readonly Finding[],
): readonly Finding[] {
  const known = [...(preflight?.problems ?? []), ...stopping];
  const hasFailed = outcome === 'failed' || outcome === 'unreachable';
  if (known.length > 0 || !hasFailed || error === undefined) return known;
  const { message, hint } = error;
  const about = outcome === 'unreachable' ? 'connection' : 'look';
  return [{ about, message, ...(hint === undefined ? {} : { hint }) }];
}

function verdictOf({ about }: Finding): Verdict {
  return about === 'connection' ? 'not reached' : 'not ready';
}

function reasonLines({ message, hint }: Finding): readonly string[] {
  const said = message.trimEnd().split(/\r?\n/).map(printable);
  return hint === undefined ? said : [...said, `→ ${printable(hint)}`];
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
}
