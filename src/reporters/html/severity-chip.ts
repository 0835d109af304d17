import type { Severity } from '../evidence/severity.ts';
import { html, type Markup } from './markup.ts';

/** A severity as a word with a mark beside it: it says the same without colours. */
export function severityChip(severity: Severity, many?: number): Markup {
  const words = many === undefined ? severity : `${many} ${severity}`;
  return html`<span class="chip ${severity}">${words}</span>`;
}
