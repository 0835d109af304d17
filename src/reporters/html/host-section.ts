import type { HostResult, TaskResult } from '../../core/result.ts';
import { evidenceIn } from '../evidence/evidence.ts';
import { evidenceTable } from './evidence-table.ts';
import { html, type Markup } from './markup.ts';

/** One host: how it ended, what was found, what was changed, and what else its plays had to report. */
export function hostSection(host: HostResult, index: number, check: boolean): Markup {
  const evidence = host.report.map(evidenceIn).filter((found) => found !== undefined);
  const words = host.report.filter((entry) => evidenceIn(entry) === undefined);
  return html`<section id="host-${index + 1}">
<h2>${host.host} <span class="outcome ${host.outcome}">${host.outcome}</span></h2>
${troubleOf(host)}
${evidence.length === 0 ? [] : html`<h3>What was found</h3>${evidenceTable(evidence)}`}
${changesOf(host.tasks, check)}${ignoredOf(host.tasks)}
${words.length === 0 ? [] : html`<h3>Reported</h3><pre>${words.join('\n')}</pre>`}
</section>
`;
}

function troubleOf({ error, rolledBack }: HostResult): Markup {
  if (error === undefined) return html``;
  const hint = error.hint === undefined ? html`` : html`<p>${error.hint}</p>`;
  const undone = rolledBack.map(
    ({ name, left }) =>
      html`<p>${name} was taken back${left.length === 0 ? ' in full.' : `, except: ${left.join('; ')}`}</p>`,
  );
  return html`<div class="trouble"><pre>${error.message}</pre>${hint}${undone}</div>`;
}

function ignoredOf(tasks: readonly TaskResult[]): Markup {
  const ignored = tasks.flatMap(({ name, within, outcome }) =>
    outcome.is === 'ignored' ? [{ name, within, error: outcome.error }] : [],
  );
  if (ignored.length === 0) return html``;
  const items = ignored.map(
    ({ name, within, error }) =>
      html`<li><span class="within">${within.map((title) => `${title} › `).join('')}</span>${name} <span class="summary">${error.message}</span></li>
`,
  );
  return html`<h3>What failed and was ignored</h3><ol>${items}</ol>`;
}

function changesOf(tasks: readonly TaskResult[], check: boolean): Markup {
  const changed = tasks.flatMap(({ name, within, outcome }) =>
    outcome.is === 'changed' ? [{ name, within, changes: outcome.changes }] : [],
  );
  if (changed.length === 0) return html``;
  const items = changed.map(
    ({ name, within, changes }) =>
      html`<li><span class="within">${within.map((title) => `${title} › `).join('')}</span>${name} <span class="summary">${changes.map(({ summary }) => summary).join('; ')}</span></li>
`,
  );
  return html`<h3>${check ? 'What would be changed' : 'What was changed'}</h3><ol>${items}</ol>`;
}
