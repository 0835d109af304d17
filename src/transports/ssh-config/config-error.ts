import { DefinitionError } from '../../core/errors.ts';

/** Something in an ssh_config file that is wrong, or that this transport cannot follow; says where it stands. */
export function configError(
  at: string,
  what: string,
  hint = 'Correct the line, or name another file (or none) with drover_ssh_config_file.',
): DefinitionError {
  return new DefinitionError(`${at}: ${what}`, { hint });
}
