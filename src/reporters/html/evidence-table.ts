import type { Evidence, Observation } from '../evidence/evidence.ts';
import { html, type Markup } from './markup.ts';
import { severityChip } from './severity-chip.ts';

/** What was found, a row for each thing that was looked at and a column for each moment. */
export function evidenceTable(evidence: readonly Evidence[]): Markup {
  return html`<table class="evidence">
<thead><tr><th>Looked at</th>${evidence.map(({ moment }) => html`<th>${titled(moment)}</th>`)}</tr></thead>
${subjectsOf(evidence).map((subject) => row(subject, evidence))}
</table>`;
}

/** In the order of the latest look; what only an earlier one saw comes last. */
function subjectsOf(evidence: readonly Evidence[]): readonly string[] {
  const latestFirst = evidence.toReversed();
  return [...new Set(latestFirst.flatMap(({ observations }) => observations.map(({ subject }) => subject)))];
}

function row(subject: string, evidence: readonly Evidence[]): Markup {
  const seen = evidence.map(({ observations }) => observations.find((one) => one.subject === subject));
  const common = seen.findLast((one) => one !== undefined)?.check;
  const cells = seen.map((one) => cell(one, common));
  const command =
    common === undefined
      ? html``
      : html`<tr class="command"><td colspan="${evidence.length + 1}"><code>${common}</code></td></tr>`;
  return html`<tbody><tr><th scope="row">${subject}</th>${cells}</tr>${command}</tbody>
`;
}

function cell(seen: Observation | undefined, common: string | undefined): Markup {
  if (seen === undefined) return html`<td class="unseen">not looked at</td>`;
  const { severity, found, check } = seen;
  const own = check === undefined || check === common ? html`` : html`<br><code>${check}</code>`;
  return html`<td>${severityChip(severity)} ${found}${own}</td>`;
}

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
