import { extname } from 'node:path';
import { DefinitionError, UsageError } from '../../core/errors.ts';
import { entriesOf, kindOf } from '../../inventory/entries.ts';
import { looksLikeJson } from '../../inventory/looks-like-json.ts';
import { readText } from '../../inventory/read-text.ts';
import { sealVars } from '../../inventory/seal-vars.ts';
import type { VarsBlock } from '../../inventory/vars-block.ts';
import { type Vault, type VaultPassword, vaultOf } from '../../inventory/vault.ts';
import { splitAssignments } from './split-assignments.ts';

interface Text {
  readonly text: string;
  /** How errors, and what explains a variable, call it. */
  readonly name: string;
  readonly isJson: boolean;
  readonly vault: Vault;
}

const hint = 'Write name=value, a mapping such as \'{"port": 443}\', or @file with one.';

/**
 * Reads `-e` as Ansible does: `name=value` pairs, whose values are text, a JSON or YAML mapping, or `@file` with one,
 * which a vault may protect. Later ones win. Rejects with a UsageError for what is none of these.
 */
export async function extraVars(
  given: readonly string[],
  passwords: readonly VaultPassword[] = [],
): Promise<VarsBlock> {
  const vault = vaultOf(passwords);
  const blocks = await Promise.all(given.filter((text) => text !== '').map((text) => readOne(text, vault)));
  return {
    vars: new Map(blocks.flatMap(({ vars }) => [...vars])),
    whereOf: (name) => blocks.findLast(({ vars }) => vars.has(name))?.whereOf(name) ?? 'nowhere',
  };
}

async function readOne(given: string, vault: Vault): Promise<VarsBlock> {
  if (given.startsWith('@')) return readFile(given.slice(1), vault);
  if (/^[./]/.test(given)) {
    throw new UsageError(`-e ${given} is not name=value`, {
      hint: `A file needs an @ before it: -e @${given}`,
    });
  }
  if (!/^\s*[[{]/.test(given)) return { vars: splitAssignments(given), whereOf: () => onTheLine };
  const block = await mapping({ text: given, name: `-e '${given}'`, isJson: looksLikeJson(given), vault });
  return { vars: block.vars, whereOf: () => onTheLine };
}

const onTheLine = 'the extra variables (-e)';

async function readFile(path: string, vault: Vault): Promise<VarsBlock> {
  const { text, encrypted } = await readText(path, `-e @${path}`, vault);
  const isJson = extname(path) === '.json' || looksLikeJson(text);
  const block = await mapping({ text, name: path, isJson, vault });
  return encrypted ? { ...block, vars: sealVars(block.vars) } : block;
}

async function mapping({ text, name, isJson, vault }: Text): Promise<VarsBlock> {
  // Loaded when it is needed: it would take a tenth of every start.
  const { readYaml } = await import('../../inventory/read-yaml.ts');
  const { content, where } = usage(() =>
    readYaml({ text, file: name, format: isJson ? 'json' : 'yaml', vault }),
  );
  const entries = entriesOf(content);
  if (entries === undefined) {
    throw new UsageError(`${where([])}: there is ${kindOf(content)}, not a mapping of variables`, { hint });
  }
  const vars = new Map(entries.map(([key, value]) => [String(key), value]));
  return { vars, whereOf: (key) => where([key]) };
}

/** What is wrong on the command line is the caller's matter. */
function usage<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof DefinitionError)) throw cause;
    throw new UsageError(cause.message, { hint, cause });
  }
}
