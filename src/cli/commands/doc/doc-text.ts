import { paintWith } from '../../../reporters/paint.ts';
import type { Parameter } from '../schema/parameter.ts';
import { formsOf } from '../schema/parameters-of.ts';
import { wrapped } from '../wrapped.ts';
import type { Documented } from './documented.ts';

interface Shown {
  readonly colours: boolean;
  readonly columns: number;
}

/** Documentation for a person at a terminal. */
export function docText(documented: Documented, { colours, columns }: Shown): string {
  const paint = paintWith(colours);
  const { name, summary, heading, schema, example, usage } = documented;
  const forms = formsOf(schema);
  const parameters = forms.map((form) => form.flatMap((one) => linesOf(one, 1)));
  const lines = [
    `${paint.strong(name)}: ${summary}`,
    '',
    paint.strong(heading),
    ...(forms.length === 0
      ? ['  none']
      : parameters.flatMap((form, at) => (at === 0 ? form : ['', '  or', ...form]))),
    ...(example === undefined ? [] : ['', paint.strong('Example'), ...example.split('\n').map(indented)]),
    ...(usage.length === 0 ? [] : ['', paint.strong('On the command line'), ...usage.map(indented)]),
  ];
  return lines.join('\n');

  function linesOf({ name, type, required, forms, ...rest }: Parameter, depth: number): readonly string[] {
    const indent = '  '.repeat(depth);
    const terms = [
      type,
      ...(required ? ['required'] : []),
      ...(rest.default === undefined ? [] : [`default ${rest.default}`]),
    ];
    const sentences = sentencesOf(rest);
    return [
      `${indent}${paint.good(name)}  ${paint.quiet(terms.join(', '))}`,
      ...(sentences === '' ? [] : wrapped(sentences, columns - indent.length - 4)).map(
        (line) => `${indent}    ${line}`,
      ),
      ...forms.flatMap((form, at) => [
        ...(at === 0 ? [] : [`${indent}  or`]),
        ...form.flatMap((one) => linesOf(one, depth + 1)),
      ]),
    ];
  }
}

/** What its author says of a parameter, and the example. */
function sentencesOf({ description, example }: Pick<Parameter, 'description' | 'example'>): string {
  const shown = example === undefined ? undefined : `Example: ${example}`;
  return [description, shown].filter((one) => one !== undefined).join(' ');
}

function indented(line: string): string {
  return `  ${line}`;
}
