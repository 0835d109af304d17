import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DefinitionError, UsageError } from '../../../core/errors.ts';
import { answerToOurName } from '../../playbook/answer-to-our-name.ts';
import { importFile } from '../../playbook/import-file.ts';

const names = ['drover.config.ts', 'drover.config.mts', 'drover.config.js', 'drover.config.mjs'];

/** A configuration as it is written, not yet checked. */
export interface ConfigFile {
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
}

/**
 * The configuration of a directory: `drover.config.ts`, or the key `drover` of its package.json. Rejects with a
 * UsageError for a file that another user could have put there, with a DefinitionError for one that does not load.
 */
export async function configFile(directory: string): Promise<ConfigFile | undefined> {
  for (const name of names) {
    const path = join(directory, name);
    const text = await textOf(path);
    if (text === undefined) continue;
    await refuseForeign(path, name);
    return { name, text, value: await defaultOf(path, name) };
  }
  const text = await textOf(join(directory, 'package.json'));
  const value = text === undefined ? undefined : keyOf(text);
  return text === undefined || value === undefined ? undefined : { name: 'package.json', text, value };
}

function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

/** It is code that runs as whoever calls us. */
async function refuseForeign(path: string, name: string): Promise<void> {
  const { uid, mode } = await stat(path);
  const isForeign = process.getuid !== undefined && uid !== 0 && uid !== process.getuid();
  if (!isForeign && (mode & 0o002) === 0) return;
  throw new UsageError(
    `${name} is not loaded: ${isForeign ? 'it belongs to another user' : 'anybody may write it'}`,
    {
      hint: 'Make it your own (chown), and writable for nobody else (chmod o-w).',
    },
  );
}

async function defaultOf(path: string, name: string): Promise<unknown> {
  answerToOurName();
  const exported = await importFile(path, name);
  if (exported !== undefined) return exported;
  throw new DefinitionError(`${name} exports no configuration`, {
    hint: 'End it with: export default defineConfig({ … }), from drover.',
  });
}

/** A package.json that cannot be read is the matter of others. */
function keyOf(text: string): unknown {
  try {
    const parsed: { readonly drover?: unknown } | null = JSON.parse(text);
    return parsed?.drover;
  } catch {
    return undefined;
  }
}
