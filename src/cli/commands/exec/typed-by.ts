import { z } from 'zod';
import { innerOf } from '../schema/inner-of.ts';
import { scriptOf } from './script-of.ts';

/**
 * A value as a schema wants it, made from what can be typed on a command line: a text becomes a number, a boolean, a
 * list, a script or an object where only that fits. What fits nowhere stays as it is, for the schema to complain of.
 */
export function typedBy(schema: unknown, value: unknown): unknown {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodUnion) return typedByUnion(inner, value);
  if (inner instanceof z.ZodObject) return typedByShape(inner.shape, fromJson(value));
  if (inner instanceof z.ZodRecord) return fromJson(value);
  if (inner instanceof z.ZodArray) return typedByElement(inner.element, value);
  return typeof value === 'string' ? typedText(inner, value) : value;
}

function typedText(schema: unknown, text: string): unknown {
  if (schema instanceof z.ZodNumber) return isNumber(text) ? Number(text) : text;
  if (schema instanceof z.ZodBoolean) return booleans.get(text.toLowerCase()) ?? text;
  if (schema instanceof z.ZodLiteral) return [...schema.values].find((one) => String(one) === text) ?? text;
  return schema instanceof z.ZodCustom ? typedByTrial(schema, text) : text;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', 'no', 'off'].map((word) => [word, false] as const),
]);

function typedByUnion({ options }: z.ZodUnion, value: unknown): unknown {
  for (const option of options) {
    const typed = typedBy(option, value);
    if (z.safeParse(option, typed).success) return typed;
  }
  // None fits: the parts of the option that is meant may still be typed, so that the complaint is of what is wrong.
  return fromJson(value);
}

function typedByShape(shape: Readonly<Record<string, unknown>>, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      Object.hasOwn(shape, key) ? typedBy(shape[key], one) : one,
    ]),
  );
}

function typedByElement(element: unknown, value: unknown): unknown {
  const list = typeof value === 'string' ? listOf(value) : value;
  return Array.isArray(list) ? list.map((one) => typedBy(element, one)) : list;
}

function typedByTrial(schema: z.ZodCustom, value: string): unknown {
  const candidates = [value, scriptOf(value), listOf(value)];
  return candidates.find((one) => schema.safeParse(one).success) ?? value;
}

function listOf(text: string): unknown {
  const parsed = fromJson(text);
  return Array.isArray(parsed) ? parsed : text.split(',').map((one) => one.trim());
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isNumber(text: string): boolean {
  return /^[+-]?\d+(\.\d+)?$/.test(text);
}
