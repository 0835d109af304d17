import type { HostResult } from '../../core/result.ts';
import { reportText } from '../evidence/report-text.ts';
import { grouped } from '../grouped.ts';
import { hostList } from '../host-ranges.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';

/** What the hosts' plays had to report; hosts that report the same are named together. */
export function reportLines(hosts: readonly HostResult[], paint: Paint): readonly string[] {
  const reporting = hosts.filter(({ report }) => report.length > 0);
  return grouped(reporting, ({ report }) => JSON.stringify(report)).flatMap(([first, ...more]) => {
    const names = printable(hostList([first, ...more].map(({ host }) => host)));
    return [paint.strong(names), ...reportText(first.report).map((line) => `  ${printable(line)}`.trimEnd())];
  });
}
