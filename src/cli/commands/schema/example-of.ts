import type { JsonSchema } from './json-schema-of.ts';

/** The example that a schema gives, or else its default, or anything of its kind. */
export function exampleOf(schema: JsonSchema): unknown {
  const { examples, default: preset, enum: values, const: only } = schema;
  const given = examples?.[0] ?? preset ?? values?.[0] ?? only;
  return given === undefined ? ofItsKind(schema) : given;
}

function ofItsKind({ anyOf, oneOf, items, properties, required = [], type = '' }: JsonSchema): unknown {
  const [option] = anyOf ?? oneOf ?? [];
  if (option !== undefined) return exampleOf(option);
  if (items !== undefined) return [exampleOf(items)];
  if (properties === undefined) return samples[type] ?? '…';
  const needed = Object.entries(properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(needed.map(([name, one]) => [name, exampleOf(one)]));
}

const samples: Readonly<Record<string, unknown>> = { integer: 1, number: 1, boolean: true, object: {} };
