import { DefinitionError } from '../core/errors.ts';
import type { Declaration } from './declaration.ts';
import { entriesOf } from './entries.ts';
import { mapInTurns } from './map-in-turns.ts';
import { runExecutable } from './run-executable.ts';
import { scriptDeclarations } from './script-declarations.ts';
import type { SourceContext } from './source-context.ts';
import type { VarsBlock } from './vars-block.ts';

/** How many executables are asked for single hosts at a time. */
const atATime = 8;

/** What an executable inventory says: it is asked with `--list` and, where it gives no `_meta`, with `--host` for each host. */
export async function readScript(
  path: string,
  name: string,
  context: SourceContext,
): Promise<readonly Declaration[]> {
  const ask = async (words: readonly string[]) => {
    const { scriptTimeoutMs, signal, vault } = context;
    const text = await runExecutable({ path, words, name, timeoutMs: scriptTimeoutMs, signal });
    const file = `${name} ${words.join(' ')}`;
    if (text.trim() === '' && words[0] === '--list') {
      throw new DefinitionError(`"${file}" printed nothing`, {
        hint: 'It must print the inventory as JSON.',
      });
    }
    const { readYaml } = await import('./read-yaml.ts');
    return readYaml({ text, file, format: 'json', vault });
  };
  const list = await ask(['--list']);
  const { declarations, hosts, hostVars } = scriptDeclarations(list.content, list.where);
  const blocks = await mapInTurns(hosts, atATime, async (host): Promise<VarsBlock> => {
    if (hostVars !== undefined) return hostVars(host);
    const { content, where } = await ask(['--host', host]);
    const vars = entriesOf(content ?? new Map());
    if (vars === undefined) {
      throw new DefinitionError(`"${name} --host ${host}" printed no object`, {
        hint: 'It must print the variables of the host as JSON.',
      });
    }
    return {
      vars: new Map(vars.map(([key, value]) => [String(key), value])),
      whereOf: (key) => where([key]),
    };
  });
  return [
    ...declarations,
    ...blocks.map((block, index): Declaration => {
      const host = hosts[index] ?? '';
      return { is: 'host-vars', host, block };
    }),
  ];
}
