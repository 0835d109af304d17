import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { addressOf } from './address.ts';
import type { Declaration } from './declaration.ts';
import { groupsNamed } from './groups-named.ts';
import { nearFile } from './near-file.ts';
import { readInventoryFile } from './read-inventory-file.ts';
import type { SourceContext } from './source-context.ts';
import { unreadable } from './unreadable.ts';

/** What a source says, and the directory whose group_vars and host_vars belong to it. */
export interface ReadSource {
  readonly declarations: readonly Declaration[];
  readonly varsIn: { readonly path: string; readonly name: string } | undefined;
}

/** Reads one `-i`: a directory, a file or a comma list. Throws a UsageError for what is none of these. */
export async function readSource(
  source: string,
  directory: string,
  context: SourceContext,
): Promise<ReadSource> {
  const path = resolve(directory, source);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    if (source.includes(',')) return { declarations: hostList(source), varsIn: undefined };
    throw new UsageError(`The inventory "${source}" does not exist`, {
      hint: `${nearFile(path)} A list of host names needs a comma, as in "${source},".`,
    });
  }
  if (!found.isDirectory()) {
    const declarations = await readInventoryFile(path, source, context);
    return { declarations, varsIn: { path: dirname(path), name: dirname(source) } };
  }
  const files = await filesIn(path, source);
  if (files.length === 0) {
    throw new UsageError(`The inventory directory "${source}" holds no inventory`, {
      hint: 'Looked for every file but .ini, .cfg, .md, .txt, .rst, .retry, backups and hidden files.',
    });
  }
  const declarations: Declaration[] = [];
  for (const file of files) {
    const known = new Set([...context.known, ...groupsNamed(declarations)]);
    for (const one of await readInventoryFile(file.path, file.name, { ...context, known }))
      declarations.push(one);
  }
  return { declarations, varsIn: { path, name: source } };
}

const ignored =
  /^\.|^host_vars$|^group_vars$|^vars_plugins$|~$|\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry)$|\.d\.[cm]?ts$/;

async function filesIn(path: string, name: string): Promise<readonly { path: string; name: string }[]> {
  const entries = await readdir(path).catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
  const found = entries.sort().filter((entry) => !ignored.test(entry));
  const files = found.map(async (entry) => {
    const file = { path: join(path, entry), name: join(name, entry) };
    const entryStat = await stat(file.path).catch(() => undefined);
    return entryStat?.isDirectory() ? filesIn(file.path, file.name) : [file];
  });
  return (await Promise.all(files)).flat();
}

function hostList(source: string): readonly Declaration[] {
  const block = { vars: new Map(), whereOf: () => `the list "${source}"` };
  const names = source.split(',').map((name) => name.trim());
  return names
    .filter((name) => name !== '')
    .map((name) => {
      const address = addressOf(name);
      const plain = address !== undefined && !address.host.includes('[');
      const { host, port } = plain ? address : { host: name, port: undefined };
      return { is: 'hosts', group: 'ungrouped', names: [host], port, block, onlyNew: true };
    });
}
