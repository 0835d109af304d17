import { printable } from '../printable.ts';

/** Text of HTML in which every value is escaped by construction. Only `html` makes one. */
export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[];

/** Markup with its values escaped; markup within it stands as it is. */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: String.raw({ raw: template }, ...values.map(textOf)) };
}

function textOf(value: Value): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What would reorder or hide the text is made visible too; lines stay lines. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line).replace(/[&<>"']/g, (character) => entities[character] ?? ''))
    .join('\n');
}
