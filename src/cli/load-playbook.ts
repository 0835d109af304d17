import { access } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DefinitionError, DroverError, UsageError } from '../core/errors.ts';
import type { Play } from '../core/play.ts';
import { ownCode, ownPlaybook } from '../own-code.ts';

const doors = new Map([
  ['drover', 'index'],
  ['drover/modules', 'modules/index'],
  ['drover/reporters', 'reporters/index'],
  ['drover/lab', 'lab/index'],
]);

export interface LoadedPlaybook {
  readonly plays: readonly Play[];
  /** Where the playbook's relative paths start. */
  readonly directory: string;
}

/**
 * Loads the plays that a file exports by default. `import … from 'drover'` in it, wherever the file lies, means this
 * very Drover. A bare name, such as `secure-portal`, is that of a playbook which comes with Drover. Throws a UsageError when the file is not there and a DefinitionError when it holds no plays.
 */
export async function loadPlaybook(path: string): Promise<LoadedPlaybook> {
  const file = await findPlaybook(path);
  const plays = await importDefault(file, path);
  const list: readonly unknown[] = Array.isArray(plays) ? plays : [plays];
  if (list.length > 0 && list.every(isPlay)) return { plays: list, directory: dirname(file) };
  throw new DefinitionError(`${path} does not export plays`, {
    hint: 'End it with: export default play({ … }), or a list of plays.',
  });
}

/** Lets modules that are loaded from now on import this Drover by name. */
export function answerToOurName(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const door = doors.get(specifier);
      if (door === undefined) return next(specifier, context);
      return { url: pathToFileURL(ownCode(door)).href, shortCircuit: true };
    },
  });
}

async function findPlaybook(path: string): Promise<string> {
  const candidates = /^[a-z-]+$/.test(path) ? [resolve(path), ownPlaybook(path)] : [resolve(path)];
  for (const file of candidates) {
    const found = await access(file).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  throw new UsageError(`There is no playbook ${path}`, {
    hint: 'Name a file, or one that comes with Drover: secure-portal.',
  });
}

async function importDefault(file: string, path: string): Promise<unknown> {
  try {
    const loaded: { readonly default?: unknown } = await import(pathToFileURL(file).href);
    return loaded.default;
  } catch (cause) {
    if (cause instanceof DroverError) throw cause;
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new DefinitionError(`${path} cannot be loaded: ${what}`, { cause, hint: hintFor(cause) });
  }
}

function hintFor(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    return 'Node runs TypeScript by leaving out the types: no enum, namespace or parameter property.';
  }
  if (cause instanceof SyntaxError && cause.message.includes('outside a module')) {
    return 'Its package.json says that files are CommonJS: set "type": "module" there, or call the playbook .mts.';
  }
  if (code === 'ERR_MODULE_NOT_FOUND') return 'Imports of your own files need their extension: ./file.ts.';
  return 'Nothing was touched.';
}

function isPlay(value: unknown): value is Play {
  return typeof value === 'object' && value !== null && 'is' in value && value.is === 'play';
}
