import { readFile } from 'node:fs/promises';
import { UsageError } from '../core/errors.ts';

/** Reads `-e`: `key=value` (the value is text), a JSON or YAML mapping, or `@file` with one. Later ones win. */
export async function extraVars(given: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const parts = await Promise.all(given.map(readOne));
  return Object.assign({}, ...parts);
}

async function readOne(text: string): Promise<Readonly<Record<string, unknown>>> {
  if (text.startsWith('@')) return mapping(await fileText(text.slice(1)), text);
  if (text.trimStart().startsWith('{')) return mapping(text, text);
  const [, key, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
  if (key === undefined) throw new UsageError(`-e ${text} is not key=value, JSON or @file`);
  return { [key]: value };
}

async function mapping(text: string, from: string): Promise<Readonly<Record<string, unknown>>> {
  const { parse } = await import('yaml');
  const value: unknown = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`-e ${from} holds no variables: it must be a mapping of names to values`);
  }
  return { ...value };
}

function fileText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`-e @${path} cannot be read`, { cause });
  });
}
