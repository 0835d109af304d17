import { z } from 'zod';

/** The schema under what only allows absence, gives a default or changes the value later. */
export function innerOf(schema: unknown): unknown {
  if (schema instanceof z.ZodPipe)
    return innerOf(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  const isWrapper =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly;
  return isWrapper ? innerOf(schema.unwrap()) : schema;
}
