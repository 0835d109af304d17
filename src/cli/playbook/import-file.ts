import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closestName } from '../../core/closest-name.ts';
import { didYouMean } from '../../core/did-you-mean.ts';
import { DefinitionError, DroverError } from '../../core/errors.ts';
import { placeOfError } from './place-of-error.ts';
import { placedError } from './placed-error.ts';
import { syntaxPlace } from './syntax-place.ts';

/**
 * What a module of the user exports by default. Rejects with a DefinitionError that shows the place in the user's file
 * when it cannot be loaded.
 */
export async function importFile(file: string, shown: string): Promise<unknown> {
  try {
    const loaded: { readonly default?: unknown } = await import(pathToFileURL(file).href);
    return loaded.default;
  } catch (cause) {
    const place = placeOfError(cause) ?? (await syntaxPlace(cause, file));
    const message = cause instanceof Error ? cause.message : String(cause);
    const hint = await hintFor(cause);
    if (place === undefined && cause instanceof DroverError) throw cause;
    if (place === undefined)
      throw new DefinitionError(`${shown} cannot be loaded: ${message}`, { cause, hint });
    throw placedError(wordsOf(cause, message), place, { cause, hint });
  }
}

function wordsOf(cause: unknown, message: string): string {
  if (cause instanceof DroverError) return message;
  const [, wanted] = /^Cannot find module '(.+)' imported/.exec(message) ?? [];
  if (wanted !== undefined) return `There is no file ${wanted}`;
  const [, named] = /^Cannot find package '(.+)' imported/.exec(message) ?? [];
  if (named !== undefined) return `The package "${named}" is not installed`;
  return cause instanceof Error ? `${cause.name}: ${message}` : message;
}

async function hintFor(cause: unknown): Promise<string> {
  if (cause instanceof DroverError) return cause.hint ?? 'Nothing was touched.';
  const message = cause instanceof Error ? cause.message : '';
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    return 'Node runs TypeScript by leaving out the types: no enum, namespace or parameter property.';
  }
  if (cause instanceof SyntaxError && message.includes('outside a module')) {
    return 'Its package.json says that files are CommonJS: set "type": "module" there, or call the playbook .mts.';
  }
  if (code === 'ERR_MODULE_NOT_FOUND') return missingHint(message);
  return (await exportHint(message)) ?? 'Nothing was touched.';
}

function missingHint(message: string): string {
  const [, wanted] = /^Cannot find (?:module|package) '(.+)' imported from (.+)$/m.exec(message) ?? [];
  if (wanted?.startsWith('/') !== true) return `Install it beside the playbook: npm install ${wanted ?? ''}`;
  const twin = ['.ts', '.mts', '.js'].find((ending) => existsSync(wanted.replace(/\.js$/, '') + ending));
  if (twin !== undefined) return `An import of your own files needs their extension: ${twin}.`;
  const near = closestName(basename(wanted), filesIn(dirname(wanted)));
  return near === undefined ? `Look for it in ${dirname(wanted)}.` : `Did you mean "${near}"?`;
}

function filesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}

async function exportHint(message: string): Promise<string | undefined> {
  const [, door, name] = /module '(drover[^']*)' does not provide an export named '(.+)'/.exec(message) ?? [];
  if (door === undefined || name === undefined) return undefined;
  const names: Readonly<Record<string, unknown>> = await import(door);
  return didYouMean(name, Object.keys(names));
}
