import { DefinitionError } from '../core/errors.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { opensshPath } from './openssh-path.ts';
import { splitArguments } from './ssh-config/split-arguments.ts';

/**
 * Of what `ssh` is called with, the end: all that says where to go, and as whom. Throws a DefinitionError for
 * arguments that cannot be read.
 */
export function opensshDestination(settings: ConnectionSettings): readonly string[] {
  const { address, port, user, privateKeyFile, sshConfigFile, proxyJump } = settings;
  const options = [
    ...(port === undefined ? [] : [`Port=${port}`]),
    ...(user === undefined ? [] : [`User=${user}`]),
    ...(privateKeyFile === undefined
      ? []
      : [`IdentityFile=${opensshPath(privateKeyFile)}`, 'IdentitiesOnly=yes']),
    ...(proxyJump === undefined ? [] : [`ProxyJump=${proxyJump}`]),
  ];
  return [
    ...(sshConfigFile === undefined ? [] : ['-F', sshConfigFile]),
    ...options.flatMap((option) => ['-o', option]),
    ...furtherArguments(settings),
    '--',
    address,
  ];
}

function furtherArguments({ name, sshArguments }: ConnectionSettings): readonly string[] {
  return sshArguments.flatMap(({ variable, text }) => {
    const words = splitArguments(text);
    if (words !== undefined) return words;
    throw new DefinitionError(`Host "${name}": ${variable} has a quote that is not closed`, {
      hint: 'Close the quote.',
    });
  });
}
