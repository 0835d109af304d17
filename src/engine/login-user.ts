import { DefinitionError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';

/** The user that tasks run as: `true` is root; undefined is the login. */
export function userOf(become: boolean | string): string | undefined {
  if (typeof become === 'string') return become;
  return become ? 'root' : undefined;
}

/**
 * As in Ansible, a host's `ansible_become` and `ansible_become_user` stand over what the play says; an inventory may
 * write a boolean in any of Ansible's words. Throws a DefinitionError for what is none.
 */
export function loginUser(become: boolean | string, host: Host): string | undefined {
  const { ansible_become: own, ansible_become_user: user } = host.vars;
  const wanted = userOf(own === undefined || own === null ? become : truthOf(own, host));
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
