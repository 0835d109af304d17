import type { HostResult } from '../../core/result.ts';
import { evidenceIn } from '../evidence/evidence.ts';
import { isAtLeast, severities } from '../evidence/severity.ts';
import { html, type Markup } from './markup.ts';
import { severityChip } from './severity-chip.ts';

/** All hosts at a glance, each with the way to its own part of the page. */
export function overview(hosts: readonly HostResult[], check: boolean): Markup {
  const moments = [...new Set(hosts.flatMap((host) => evidenceOf(host).map(({ moment }) => moment)))];
  return html`<table class="overview">
<thead><tr><th>Host</th><th>Outcome</th>${moments.map((moment) => html`<th>Found ${moment}</th>`)}<th class="number">${check ? 'Would change' : 'Changed'}</th></tr></thead>
<tbody>${hosts.map((host, index) => line(host, index, moments))}</tbody>
</table>`;
}

function line(host: HostResult, index: number, moments: readonly string[]): Markup {
  return html`<tr><th scope="row"><a href="#host-${index + 1}">${host.host}</a></th><td class="${host.outcome}">${host.outcome}</td>${moments.map(
    (moment) => html`<td>${countsAt(host, moment)}</td>`,
  )}<td class="number">${host.changed}</td></tr>
`;
}

function countsAt(host: HostResult, moment: string): readonly Markup[] {
  const evidence = evidenceOf(host).findLast((one) => one.moment === moment);
  if (evidence === undefined) return [html`<span class="unseen">not looked at</span>`];
  const counts = severities
    .toReversed()
    .filter((severity) => isAtLeast(severity, 'low'))
    .map((severity) => ({
      severity,
      many: evidence.observations.filter((one) => one.severity === severity).length,
    }))
    .filter(({ many }) => many > 0);
  if (counts.length === 0) return [severityChip('fine')];
  return counts.map(({ severity, many }) => html`${severityChip(severity, many)} `);
}

function evidenceOf({ report }: HostResult) {
  return report.map(evidenceIn).filter((found) => found !== undefined);
}
