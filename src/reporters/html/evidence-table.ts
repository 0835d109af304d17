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
  const commands = new Set(seen.flatMap((one) => (one?.check === undefined ? [] : [one.check])));
  const [common] = commands;
  const isCommon = commands.size === 1 && common !== undefined;
  const command = isCommon
    ? html`<tr class="command"><td></td><td colspan="${evidence.length}"><code>${common}</code></td></tr>`
    : html``;
  return html`<tbody><tr><th scope="row">${subject}</th>${seen.map((one) => cell(one, !isCommon))}</tr>${command}</tbody>
`;
}

function cell(seen: Observation | undefined, withCommand: boolean): Markup {
  if (seen === undefined) return html`<td class="unseen">–</td>`;
  const { severity, found, check } = seen;
  const command = check !== undefined && withCommand ? html`<code>${check}</code>` : html``;
  return html`<td><div class="finding">${severityChip(severity)}<span>${found}</span></div>${command}</td>`;
}

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
