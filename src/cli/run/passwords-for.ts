import { UsageError } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';
import { readPassword } from '../../inventory/read-password.ts';
import { readSecret } from '../secrets/read-secret.ts';

/** The flags by which passwords of users on hosts are asked for, or named. */
export interface PasswordFlags {
  readonly askPass: boolean;
  readonly connectionPasswordFile?: string;
  readonly askBecomePass: boolean;
  readonly becomePasswordFile?: string;
  readonly becomeMethod?: string;
}

export interface Passwords {
  readonly login: Secret | undefined;
  readonly become: Secret | undefined;
}

/**
 * The passwords that the flags ask for, that of the login first. As in Ansible, nothing typed for the second means the
 * first. Rejects with a UsageError for one that cannot be had.
 */
export async function passwordsFor(flags: PasswordFlags): Promise<Passwords> {
  const { askPass, connectionPasswordFile, askBecomePass, becomePasswordFile, becomeMethod } = flags;
  refuseBoth(askPass, connectionPasswordFile, '--ask-pass and --connection-password-file');
  refuseBoth(askBecomePass, becomePasswordFile, '--ask-become-pass and --become-password-file');
  const login = askPass
    ? new Secret(await readSecret('SSH password: '))
    : await readIfNamed(connectionPasswordFile);
  if (!askBecomePass) return { login, become: await readIfNamed(becomePasswordFile) };
  const otherwise = login === undefined ? '' : ' (nothing: the same)';
  const typed = await readSecret(`${becomeMethod ?? 'sudo'} password${otherwise}: `);
  return { login, become: typed === '' && login !== undefined ? login : new Secret(typed) };
}

function refuseBoth(isAsked: boolean, file: string | undefined, flags: string): void {
  if (!isAsked || file === undefined) return;
  throw new UsageError(`${flags} name the same password`, { hint: 'Give one of them.' });
}

async function readIfNamed(file: string | undefined): Promise<Secret | undefined> {
  return file === undefined ? undefined : readPassword(file);
}
