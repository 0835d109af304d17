import { userInfo } from 'node:os';
import { DefinitionError } from '../core/errors.ts';

/** Who runs this, as `ssh` logs in when no user is named. Throws a DefinitionError when that user has no name. */
export function localUser(hostName: string): string {
  try {
    return userInfo().username;
  } catch (cause) {
    throw new DefinitionError(`Host "${hostName}": ansible_user is not set, and the local user has no name`, {
      hint: 'Set ansible_user.',
      cause,
    });
  }
}
