import { DefinitionError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';

/** Whom the run becomes where plays leave it open. */
export interface BecomeDefaults {
  /** For plays that say nothing of it. Default: false. */
  readonly become?: boolean;
  /** Whom `true` means. Default: root. */
  readonly becomeUser?: string;
}

/** The user that tasks run as; undefined is the login. */
export function userOf(
  become: boolean | string,
  { becomeUser = 'root' }: BecomeDefaults = {},
): string | undefined {
  if (typeof become === 'string') return become;
  return become ? becomeUser : undefined;
}

/**
 * As in Ansible, a host's `ansible_become` and `ansible_become_user` stand over what the play says, and that over the
 * run; an inventory may write a boolean in any of Ansible's words. Throws a DefinitionError for what is none.
 */
export function loginUser(
  become: boolean | string | undefined,
  host: Host,
  defaults: BecomeDefaults = {},
): string | undefined {
  const { ansible_become: own, ansible_become_user: user } = host.vars;
  const open = own === undefined || own === null;
  const wanted = userOf(open ? (become ?? defaults.become ?? false) : truthOf(own, host), defaults);
  return wanted !== undefined && typeof user === 'string' ? user : wanted;
}

function truthOf(value: unknown, { name, originOf }: Host): boolean {
  const word = String(value).toLowerCase();
  if (/^(?:y|yes|on|1|true|t)$/.test(word)) return true;
  if (/^(?:n|no|off|0|false|f)$/.test(word)) return false;
  const where = originOf?.('ansible_become');
  throw new DefinitionError(`${where ?? `Host "${name}"`}: ansible_become is ${JSON.stringify(value)}`, {
    hint: 'It must be yes or no; ansible_become_user names the user.',
  });
}
