import { extname } from 'node:path';
import { UsageError } from '../core/errors.ts';
import type { Declaration } from './declaration.ts';
import { declarationsOf } from './declarations-of.ts';
import { readModule } from './read-module.ts';
import { readText } from './read-text.ts';
import { readYaml } from './read-yaml.ts';

/** What one file of an inventory says: YAML or JSON in Ansible's shape, or a module. `name` is how errors call it. */
export async function readInventoryFile(path: string, name: string): Promise<readonly Declaration[]> {
  const extension = extname(path).toLowerCase();
  if (/^\.[cm]?[jt]s$/.test(extension)) {
    return declarationsOf(await readModule(path, name), (keys) => [name, ...keys.map(String)].join(' › '));
  }
  const text = await readText(path, name);
  if (!['.yml', '.yaml', '.json'].includes(extension)) refuseOthers(text, extension, name);
  const { content, where } = readYaml(text, name, extension === '.json' ? 'json' : 'yaml');
  return declarationsOf(content, where);
}

/** A file without an extension may hold YAML: its first line that says something then has a key and a colon. */
function refuseOthers(text: string, extension: string, name: string): void {
  if (text.startsWith('#!')) {
    throw new UsageError(`"${name}" is an executable inventory, which is not read yet`, {
      hint: 'Save its output as JSON in the YAML shape, or write a TypeScript module that returns the groups.',
    });
  }
  const first = text.split('\n').find((line) => !/^\s*(?:[#;]|---|%YAML|$)/.test(line)) ?? '';
  if (extension === '' && /^(?:$|\{|["']?[^\s[\]=]+["']?:(?:\s|$))/.test(first)) return;
  const kind = extension === '' || extension === '.ini' ? 'an INI inventory' : `a "${extension}" file`;
  throw new UsageError(`"${name}" is ${kind}, which is not read yet`, {
    hint: `Write it as YAML: "ansible-inventory -i ${name} --list --yaml" turns one into the other.`,
  });
}
