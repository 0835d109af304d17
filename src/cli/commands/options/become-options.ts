import { Option } from 'commander';
import type { PasswordFlags } from '../../run/passwords-for.ts';

/** Whom to become on hosts, and how. */
export interface BecomeFlags extends PasswordFlags {
  readonly become: boolean;
  readonly becomeUser?: string;
  readonly becomeMethod?: 'sudo' | 'su' | 'doas';
}

/** The flags by which Ansible's users say whom tasks run as; what plays and the inventory say stands over them. */
export function becomeOptions(): readonly Option[] {
  return [
    new Option('-b, --become', 'as another user, by default root').default(false),
    new Option('--become-user <name>', 'whom to become'),
    new Option('--become-method <how>', 'by which program').choices(['sudo', 'su', 'doas']),
    new Option(
      '-K, --ask-become-pass',
      'ask for the password of sudo, su or doas, in place of any other',
    ).default(false),
    new Option(
      '--become-password-file <file>',
      'file or executable with that password, in place of any other',
    ),
  ];
}
