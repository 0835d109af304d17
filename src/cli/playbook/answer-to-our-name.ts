import { readFileSync } from 'node:fs';
import { type LoadHookSync, type ResolveHookSync, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ownCode } from '../../own-code.ts';
import { isOwnCode } from './is-own-code.ts';

const doors = new Map([
  ['drover', 'index'],
  ['drover/modules', 'modules/index'],
  ['drover/reporters', 'reporters/index'],
  ['drover/lab', 'lab/index'],
]);

let isDone = false;

/**
 * Lets modules that are loaded from now on import this Drover by name, wherever they lie, and be ES modules whatever
 * the package.json above them says of its files.
 */
export function answerToOurName(): void {
  if (isDone) return;
  registerHooks({ resolve, load });
  isDone = true;
}

const resolve: ResolveHookSync = (specifier, context, next) => {
  const door = doors.get(specifier);
  if (door !== undefined) return { url: pathToFileURL(ownCode(door)).href, shortCircuit: true };
  if (specifier !== 'zod') return next(specifier, context);
  try {
    return next(specifier, context);
  } catch {
    // A playbook that stands alone has no packages; for the schema of its variables, ours does.
    return next(specifier, { ...context, parentURL: import.meta.url });
  }
};

/** Formats of a file without `import` and `export`, or where Node would have to guess, each with what it is instead. */
const asModule = new Map<string | null | undefined, string>([
  ['commonjs', 'module'],
  ['commonjs-typescript', 'module-typescript'],
]);

const load: LoadHookSync = (url, context, next) => {
  const format = formatOf(url, context.format);
  return next(url, format === undefined ? context : { ...context, format });
};

function formatOf(url: string, format: string | null | undefined): string | undefined {
  if (!/^file:.*\.[jt]s$/.test(url) || url.includes('/node_modules/')) return undefined;
  const wanted = asModule.get(format) ?? (url.endsWith('.ts') ? 'module-typescript' : 'module');
  if (format === 'module' || format === 'module-typescript') return undefined;
  const file = fileURLToPath(url);
  return !isOwnCode(file) && isModule(readFileSync(file, 'utf8')) ? wanted : undefined;
}

/** Has a line that only a module may have. */
function isModule(text: string): boolean {
  return /^\s*(?:import\s+[\w{*'"]|export\s+(?:default|const|function|async|class|type|interface|[{*]))/m.test(
    text,
  );
}
