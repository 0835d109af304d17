import { z } from 'zod';
import { innerOf } from './inner-of.ts';

/** The names that an object may have, at a place within what a schema describes; of all its forms, if it has several. */
export function keysAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.flatMap((one) => keysAt(one, path)))];
  const [first, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    const shape: Readonly<Record<PropertyKey, unknown>> = inner.shape;
    return first === undefined ? Object.keys(shape) : keysAt(shape[first], rest);
  }
  return inner instanceof z.ZodArray && first !== undefined ? keysAt(inner.element, rest) : [];
}
