/** A text in the order of its parts: what stands there, and paths to other variables such as `['tls', 'port']`. */
export type TemplatePart = string | { readonly path: readonly (string | number)[] };

const reference = /^([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*|\[\s*(?:'[^']*'|"[^"]*"|-?\d+)\s*\])*)$/;
const step = /\.(\w+)|\[\s*(?:'([^']*)'|"([^"]*)"|(-?\d+))\s*\]/g;

/**
 * Takes a text with templates apart, as far as they only refer to variables: `{{ name }}`, `{{ tls.port }}`,
 * `{{ names[0] }}`. Undefined: it holds another template, such as one with a filter, a test or a lookup.
 */
export function splitTemplate(text: string): readonly TemplatePart[] | undefined {
  if (/\{[%#]/.test(text)) return undefined;
  const parts = text
    .split(/\{\{(.*?)\}\}/s)
    .map((part, index) => (index % 2 === 0 ? literal(part) : partOf(part)));
  return parts.every((part) => part !== undefined) ? parts.filter((part) => part !== '') : undefined;
}

function literal(text: string): string | undefined {
  return text.includes('{{') ? undefined : text;
}

/** `{{-` and `-}}` take white space away: that is more than a reference. */
function partOf(expression: string): TemplatePart | undefined {
  const [, name, rest] = reference.exec(expression.trim()) ?? [];
  if (name === undefined || rest === undefined) return undefined;
  const steps = [...rest.matchAll(step)].map(
    ([, key, single, double, index]) => key ?? single ?? double ?? Number(index),
  );
  return { path: [name, ...steps] };
}
