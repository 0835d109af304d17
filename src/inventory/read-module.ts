import { pathToFileURL } from 'node:url';
import { DefinitionError, DroverError } from '../core/errors.ts';

/** The default export of a TypeScript or JavaScript module or, where that is a function, what it returns. */
export async function readModule(path: string, name: string): Promise<unknown> {
  const exports = await attempt(name, async (): Promise<unknown> => import(pathToFileURL(path).href));
  const exported = typeof exports === 'object' && exports !== null && 'default' in exports;
  if (!exported) {
    throw new DefinitionError(`${name}: the module has no default export`, {
      hint: 'Write "export default { all: { hosts: { … } } }", or a function that returns this.',
    });
  }
  const { default: inventory } = exports;
  if (typeof inventory !== 'function') return inventory;
  return attempt(name, async (): Promise<unknown> => inventory());
}

async function attempt<T>(name: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof DroverError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new DefinitionError(`${name}: the inventory module failed: ${message}`, { cause });
  }
}
