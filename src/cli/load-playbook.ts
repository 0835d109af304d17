import { access, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { closestName } from '../core/closest-name.ts';
import { DefinitionError, UsageError } from '../core/errors.ts';
import type { Play } from '../core/play.ts';
import { ownPlaybook } from '../own-code.ts';
import { importFile } from './playbook/import-file.ts';

export interface LoadedPlaybook {
  readonly plays: readonly Play[];
  /** Where the playbook's relative paths start. */
  readonly directory: string;
}

/**
 * Loads the plays that a file exports by default. A bare name, such as `secure-portal`, is that of a playbook which
 * comes with Drover. Rejects with a UsageError when the file is not there, and with a DefinitionError, which shows the
 * place in the user's file, when it cannot be loaded or exports no plays.
 */
export async function loadPlaybook(path: string): Promise<LoadedPlaybook> {
  const file = await findPlaybook(path);
  const plays = await importFile(file, path);
  const list: readonly unknown[] = Array.isArray(plays) ? plays : [plays];
  if (list.length > 0 && list.every(isPlay)) return { plays: list, directory: dirname(file) };
  throw new DefinitionError(`${path} does not export plays: ${whatOf(plays, list)}`, {
    hint: 'End it with: export default play({ … }), or a list of plays.',
  });
}

async function findPlaybook(path: string): Promise<string> {
  const candidates = isBareName(path) ? [resolve(path), ownPlaybook(path)] : [resolve(path)];
  for (const file of candidates) {
    const found = await access(file).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  throw new UsageError(`There is no playbook ${path}`, { hint: await nearTo(path) });
}

function isBareName(path: string): boolean {
  return /^[a-z-]+$/.test(path);
}

async function nearTo(path: string): Promise<string> {
  const beside = await readdir(dirname(resolve(path))).catch((): readonly string[] => []);
  const scripts = beside.filter((name) => /\.[cm]?[jt]s$/.test(name));
  const own = isBareName(path) ? ['secure-portal', 'secure-clients'] : [];
  const near = closestName(basename(path), [...scripts, ...own]);
  if (near === undefined) return 'Name a file, or one that comes with Drover: secure-portal.';
  return `Did you mean "${scripts.includes(near) ? join(dirname(path), near) : near}"?`;
}

function whatOf(value: unknown, list: readonly unknown[]): string {
  if (value === undefined) return 'it has no default export';
  if (list.length === 0) return 'its default export is an empty list';
  const wrong = list.findIndex((one) => !isPlay(one));
  const which = Array.isArray(value) ? `number ${wrong + 1} of its default export` : 'its default export';
  return `${which} is ${kindOf(list[wrong])}`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'object') return 'is' in value ? `a ${String(value.is)}` : 'an object';
  if (typeof value === 'string') return 'text';
  return `a ${typeof value}`;
}

function isPlay(value: unknown): value is Play {
  return typeof value === 'object' && value !== null && 'is' in value && value.is === 'play';
}
