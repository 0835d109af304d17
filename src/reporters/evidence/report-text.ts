import { type Evidence, evidenceIn } from './evidence.ts';
import { evidenceCounts } from './evidence-counts.ts';
import { isAtLeast, severities } from './severity.ts';

/** A host's report for a terminal, unescaped: only the latest evidence is told finding by finding. */
export function reportText(report: readonly string[]): readonly string[] {
  const parts = report.map((entry) => ({ entry, found: evidenceIn(entry) }));
  const latest = parts.findLastIndex(({ found }) => found !== undefined);
  return parts.flatMap(({ entry, found }, index) => {
    if (found === undefined) return entry.split(/\r?\n/);
    const counts = `Found ${found.moment}: ${evidenceCounts(found)}`;
    return index === latest ? [counts, ...findingLines(found)] : [counts];
  });
}

function findingLines({ observations }: Evidence): readonly string[] {
  return severities
    .toReversed()
    .filter((severity) => isAtLeast(severity, 'low'))
    .flatMap((severity) => observations.filter((one) => one.severity === severity))
    .flatMap(({ severity, subject, found, check }) => [
      `  ${severity.padEnd(8)} ${subject}: ${found}`,
      ...(check === undefined ? [] : [`           ${check}`]),
    ]);
}
