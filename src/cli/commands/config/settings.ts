import { z } from 'zod';
import type { DroverConfig } from '../../../define-config.ts';
import { count, flag, list, reportPath, seconds, share, text } from './setting-types.ts';

/** What is told of a setting: what it is for, and what holds without it. */
function about<T extends z.ZodType>(type: T, description: string, without = 'none'): z.ZodOptional<T> {
  return type.optional().meta({ description, without });
}

/** Every setting of a configuration file: its type, what it says, and what holds without it. */
export const settings = z.strictObject({
  inventory: about(list, 'Where hosts are; -i.'),
  playbookDir: about(text, 'Where playbooks stand: its group_vars and host_vars count; --playbook-dir.'),
  forks: about(count, 'Hosts at a time; -f.', '20'),
  atMost: about(z.record(z.string(), count), 'Hosts at a time of a group, rack or bastion; --at-most.'),
  waves: about(z.array(share).min(1), 'Hosts of each wave, in place of what plays say; --waves.'),
  failureBudget: about(share, 'How many hosts, or which part, may be lost; --failure-budget.'),
  preflight: about(z.enum(['each', 'all', 'only', 'none']), 'When hosts are looked at; --preflight.', 'each'),
  allowPartial: about(flag, 'Whether hosts that are not ready are left out; --allow-partial.', 'false'),
  lookAhead: about(flag, 'Whether tasks are looked at ahead of their turn; --no-look-ahead.', 'true'),
  become: about(flag, 'Whether plays that say nothing of it run as another user; -b.', 'false'),
  becomeUser: about(text, 'Whom to become, where nobody is named; --become-user.', 'root'),
  becomeMethod: about(z.enum(['sudo', 'su', 'doas']), 'How to become another user; --become-method.', 'sudo'),
  connection: about(z.enum(['ssh', 'openssh', 'local']), 'How to connect; -c.', 'ssh'),
  user: about(text, 'Whom to log in as; -u.'),
  privateKey: about(text, 'The key to log in with; --private-key.'),
  timeout: about(seconds, 'Seconds to connect in; -T.', '10'),
  sshCommonArgs: about(text, 'Arguments of ssh; --ssh-common-args.'),
  sshExtraArgs: about(text, 'Further arguments of ssh; --ssh-extra-args.'),
  vaultPasswordFile: about(list, 'Files or executables with vault passwords; --vault-password-file.'),
  vaultId: about(list, 'Vault passwords by label; --vault-id.'),
  diff: about(flag, 'Whether changed text is shown line by line; -D.', 'false'),
  follow: about(flag, 'Whether what commands print is shown as it comes; --follow.', 'false'),
  verbose: about(z.union([z.literal(0), z.literal(1), z.literal(2)]), 'How much is said of tasks; -v.', '0'),
  report: about(reportPath, 'The page that each run writes; --report.'),
  colours: about(
    flag,
    'Whether output has colours; NO_COLOR and FORCE_COLOR stand over it.',
    'on a terminal',
  ),
} satisfies Readonly<Record<keyof DroverConfig, z.ZodType>>);

export type Settings = z.output<typeof settings>;
