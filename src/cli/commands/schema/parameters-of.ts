import { exampleOf } from './example-of.ts';
import type { JsonSchema } from './json-schema-of.ts';
import { literal } from './literal.ts';
import type { Parameter } from './parameter.ts';
import { typeWords } from './type-words.ts';

/** The parameters of each form that an object may have: one, unless the schema is a union of objects. */
export function formsOf(schema: JsonSchema): readonly (readonly Parameter[])[] {
  const { anyOf, oneOf, items, properties, required = [] } = schema;
  const options = anyOf ?? oneOf;
  if (options !== undefined) return options.flatMap(formsOf);
  if (items !== undefined) return formsOf(items);
  if (properties === undefined) return [];
  const parameters = Object.entries(properties).map(([name, one]) =>
    parameterOf(name, one, required.includes(name)),
  );
  return [parameters.toSorted((one, other) => Number(other.required) - Number(one.required))];
}

function parameterOf(name: string, schema: JsonSchema, required: boolean): Parameter {
  const { description, default: preset, examples } = schema;
  const [example] = examples ?? [];
  const isShown = example !== undefined && JSON.stringify(example) !== JSON.stringify(preset);
  const forms = formsOf(schema);
  return {
    name,
    type: typeWords(schema),
    required,
    ...(preset === undefined || isEmpty(preset) ? {} : { default: literal(preset) }),
    ...(description === undefined ? {} : { description }),
    ...(isShown ? { example: literal(example) } : {}),
    sample: JSON.stringify(exampleOf(schema)),
    forms,
  };
}

/** Nothing to tell: an empty list or object where one may be given. */
function isEmpty(preset: unknown): boolean {
  return typeof preset === 'object' && preset !== null && Object.keys(preset).length === 0;
}
