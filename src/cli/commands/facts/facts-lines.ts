import { errorLines } from '../../../reporters/error-lines.ts';
import type { Paint } from '../../../reporters/paint.ts';
import { printable } from '../../../reporters/printable.ts';
import { factsInFull } from './facts-in-full.ts';
import { factsInShort } from './facts-in-short.ts';
import type { HostFacts } from './print-facts.ts';

interface FactsView {
  readonly paint: Paint;
  /** Every package, user and so on has a line of its own. */
  readonly inFull: boolean;
}

/** What hosts are, for people: a line for each subset, or a table of one subset. */
export function factsLines(found: readonly HostFacts[], view: FactsView): readonly string[] {
  const ordered = found.toSorted(
    (one, other) => Number(one.outcome !== 'ok') - Number(other.outcome !== 'ok'),
  );
  return ordered.flatMap((one) => linesOf(one, view));
}

function linesOf(
  { host, outcome, facts = {}, error }: HostFacts,
  { paint, inFull }: FactsView,
): readonly string[] {
  const name = paint.strong(printable(host));
  if (outcome !== 'ok') {
    const why = outcome === 'unreachable' ? 'not reached' : outcome;
    const said = error === undefined ? [] : errorLines(error, paint).map((line) => `  ${line}`);
    return [`${paint.bad('✖')} ${name}  ${paint.bad(why)}`, ...said];
  }
  const rows = inFull ? factsInFull(facts) : factsInShort(facts);
  return [`${paint.good('✔')} ${name}`, ...columns(rows).map((line) => `  ${line}`)];
}

/** Rows in columns, each as wide as its longest word; the last may be of any width. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map((row) => row.map(printable));
  const widths = (shown[0] ?? []).map((_, at) => Math.max(...shown.map((row) => (row[at] ?? '').length)));
  return shown.map((row) =>
    row
      .map((word, at) => word.padEnd(at === row.length - 1 ? 0 : (widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
