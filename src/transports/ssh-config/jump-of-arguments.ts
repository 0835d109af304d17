import type { SshArguments } from '../connection-settings.ts';
import { configError } from './config-error.ts';
import { splitArguments } from './split-arguments.ts';
import type { Located } from './ssh-config-entry.ts';

/** The ProxyJump among words for the `ssh` program. Throws a DefinitionError that names any other of them. */
export function jumpOfArguments(hostName: string, given: readonly SshArguments[]): Located | undefined {
  const jumps = given.flatMap(({ variable, text }) => {
    const at = `Host "${hostName}", ${variable}`;
    const words = [...(splitArguments(text) ?? [text])];
    const found: Located[] = [];
    while (words.length > 0) {
      const [option, value] = optionOf(words);
      const [, jump] =
        /^(?:-J|ProxyJump\s*[= ]\s*)(.+)$/is.exec(option === '-J' ? `-J${value}` : value) ?? [];
      if (jump === undefined) {
        const shown = `${option} ${value}`.trim();
        throw configError(
          at,
          `"${shown}" is not supported: only -J and -o ProxyJump=… are`,
          'Say it with a variable or in ssh_config, or connect with ansible_connection: openssh.',
        );
      }
      found.push({ value: jump, at });
    }
    return found;
  });
  return jumps[0];
}

/** Takes one option and its value, which may be stuck to it. */
function optionOf(words: string[]): readonly [option: string, value: string] {
  const word = words.shift() ?? '';
  if (word === '-J' || word === '-o') return [word, words.shift() ?? ''];
  if (/^-[Jo]/.test(word)) return [word.slice(0, 2), word.slice(2)];
  return [word, ''];
}
