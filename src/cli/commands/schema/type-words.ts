import type { JsonSchema } from './json-schema-of.ts';
import { literal } from './literal.ts';

/** The type that a schema takes, in the words of TypeScript. */
export function typeWords(schema: JsonSchema): string {
  const { anyOf, oneOf, enum: values, items, type } = schema;
  if (schema['x-type'] !== undefined) return schema['x-type'];
  if (schema.const !== undefined) return literal(schema.const);
  if (values !== undefined) return values.map(literal).join(' | ');
  const options = anyOf ?? oneOf;
  if (options !== undefined) return [...new Set(options.map(typeWords))].join(' | ');
  if (items !== undefined) {
    const element = typeWords(items);
    return element.includes(' ') ? `(${element})[]` : `${element}[]`;
  }
  return type === 'object' ? objectWords(schema) : (type ?? 'any');
}

function objectWords({ properties, additionalProperties }: JsonSchema): string {
  if (properties !== undefined) return 'object';
  const isTyped = typeof additionalProperties === 'object';
  return isTyped ? `{ name: ${typeWords(additionalProperties)} }` : 'object';
}
