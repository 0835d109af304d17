import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { DefinitionError } from '../core/errors.ts';
import type { Declaration } from './declaration.ts';
import { declarationsOf } from './declarations-of.ts';
import { looksLikeJson } from './looks-like-json.ts';
import { readIni } from './read-ini.ts';
import { readModule } from './read-module.ts';
import { readScript } from './read-script.ts';
import { readText } from './read-text.ts';
import { sealVars } from './seal-vars.ts';
import type { SourceContext } from './source-context.ts';
import { unreadable } from './unreadable.ts';

/** What one file of an inventory says: INI, YAML, JSON, a module or an executable. `name` is how errors call it. */
export async function readInventoryFile(
  path: string,
  name: string,
  context: SourceContext,
): Promise<readonly Declaration[]> {
  const extension = extname(path).toLowerCase();
  if (/^\.[cm]?[jt]s$/.test(extension)) {
    const exported = await readModule(path, name, context.importModule);
    return declarationsOf(exported, (keys) => [name, ...keys.map(String)].join(' › '));
  }
  if (await isProgram(path, name)) return readScript(path, name, context);
  if (extension === '.toml') {
    throw new DefinitionError(`"${name}" is a TOML inventory, which is not supported`, {
      hint: `Write it as YAML: "ansible-inventory -i ${name} --list --yaml" turns one into the other.`,
    });
  }
  const { text, encrypted } = await readText(path, name, context.vault);
  const declarations = await declarationsIn(text, name, extension, context);
  return encrypted ? declarations.map(sealedDeclaration) : declarations;
}

async function declarationsIn(
  text: string,
  file: string,
  extension: string,
  { vault, known }: SourceContext,
): Promise<readonly Declaration[]> {
  if (!['.yml', '.yaml', '.json'].includes(extension) && !isYaml(text, extension)) {
    return readIni(text, file, known);
  }
  // Loaded when it is needed: it would take a tenth of every start.
  const { readYaml } = await import('./read-yaml.ts');
  const isJson = extension === '.json' || looksLikeJson(text);
  const { content, where } = readYaml({ text, file, format: isJson ? 'json' : 'yaml', vault });
  return declarationsOf(content, where);
}

/** A file without an extension may hold YAML: its first line that says something then has a key and a colon. */
function isYaml(text: string, extension: string): boolean {
  if (extension !== '') return false;
  const first = text.split('\n').find((line) => !/^\s*(?:[#;]|---|%YAML|$)/.test(line)) ?? '';
  return /^(?:\{|["']?[^\s[\]=]+["']?\s*:(?:\s|$))/.test(first);
}

/** A script or binary. A text that somebody made executable by accident, as on a mounted drive, is a text. */
async function isProgram(path: string, name: string): Promise<boolean> {
  const beginning = await beginningOf(path, name);
  const isScript = beginning.startsWith('#!');
  if (!isScript && !beginning.startsWith('\x7fELF')) return false;
  try {
    await access(path, constants.X_OK);
    return true;
  } catch (cause) {
    throw new DefinitionError(`"${name}" is a program that may not be run`, {
      hint: `Make it executable: chmod +x ${name}`,
      cause,
    });
  }
}

async function beginningOf(path: string, name: string): Promise<string> {
  try {
    // A pipe, such as that of `<(command)`, can be read but once.
    if (!(await stat(path)).isFile()) return '';
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4);
    return buffer.toString('latin1', 0, bytesRead);
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

function sealedDeclaration(declaration: Declaration): Declaration {
  if (!('block' in declaration)) return declaration;
  const { block } = declaration;
  return { ...declaration, block: { ...block, vars: sealVars(block.vars) } };
}
