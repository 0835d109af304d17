import { pathToFileURL } from 'node:url';
import { DefinitionError, DroverError } from '../core/errors.ts';

/** Gives what a module exports by default, and undefined where it does not; `name` is how errors call it. */
export type ImportModule = (path: string, name: string) => Promise<unknown>;

/** What a module did went wrong; the cause says where. */
export class FailedModule extends DefinitionError {}

/** The default export of a TypeScript or JavaScript module or, where that is a function, what it returns. */
export async function readModule(
  path: string,
  name: string,
  importModule: ImportModule = imported,
): Promise<unknown> {
  const inventory = await attempt(name, () => importModule(path, name));
  if (inventory === undefined) {
    throw new DefinitionError(`${name}: the module has no default export`, {
      hint: 'Write "export default { all: { hosts: { … } } }", or a function that returns this.',
    });
  }
  if (typeof inventory !== 'function') return inventory;
  return attempt(name, async (): Promise<unknown> => inventory());
}

async function imported(path: string): Promise<unknown> {
  const exports: { readonly default?: unknown } = await import(pathToFileURL(path).href);
  return exports.default;
}

async function attempt(name: string, act: () => Promise<unknown>): Promise<unknown> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof DroverError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new FailedModule(`the inventory module ${name} failed: ${message}`, { cause });
  }
}
