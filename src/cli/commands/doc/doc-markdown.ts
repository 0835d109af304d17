import type { Parameter } from '../schema/parameter.ts';
import { formsOf } from '../schema/parameters-of.ts';
import type { Documented } from './documented.ts';

/** Documentation as Markdown, for a wiki or a README. */
export function docMarkdown({ name, summary, heading, schema, example, usage }: Documented): string {
  const forms = formsOf(schema).map((form) => form.flatMap((one) => itemsOf(one, 0)));
  const parts = [
    `# ${name}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`,
    `## ${heading}`,
    forms.length === 0 ? 'None.' : forms.map((form) => form.join('\n')).join('\n\nor\n\n'),
    ...(example === undefined ? [] : ['## Example', fenced('ts', example)]),
    ...(usage.length === 0 ? [] : ['## On the command line', fenced('sh', usage.join('\n'))]),
  ];
  return parts.join('\n\n');
}

function itemsOf(
  { name, type, required, description = '', forms, ...rest }: Parameter,
  depth: number,
): readonly string[] {
  const terms = [
    coded(type),
    ...(required ? ['required'] : []),
    ...(rest.default === undefined ? [] : [`default ${coded(rest.default)}`]),
    ...(rest.example === undefined ? [] : [`such as ${coded(rest.example)}`]),
  ];
  const indent = '  '.repeat(depth);
  return [
    `${indent}- \`${name}\` (${terms.join(', ')})${description === '' ? '' : `: ${description}`}`,
    ...forms.flatMap((form, at) => [
      ...(at === 0 ? [] : [`${indent}  - or`]),
      ...form.flatMap((one) => itemsOf(one, depth + 1)),
    ]),
  ];
}

function fenced(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

function coded(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
