import type { Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all, mapQuery } from '../core/query.ts';
import { configText } from './selinux/config-text.ts';
import { type SelinuxParams, selinuxParams } from './selinux/params.ts';
import { type SelinuxState, selinuxState } from './selinux/selinux-state.ts';
import { type PolicyChange, policyChanges, policyStep, policyWords } from './selinux/selinux-steps.ts';
import { type DesiredEdit, type EditedFile, editSteps } from './shared/edit-steps.ts';
import { requireTools } from './shared/require-tools.ts';

type Change =
  | PolicyChange
  | { readonly is: 'config'; readonly change: ReturnType<typeof editSteps.plan>[number] };

interface Current extends SelinuxState {
  readonly config: EditedFile;
  /** The kernel is not as the mode says, and will be only after a restart. */
  readonly needsReboot: boolean;
}

type Desired = SelinuxParams & { readonly file: DesiredEdit };

/**
 * A boolean, the context of files, the type of a port, or the mode of SELinux, now and after the next start. Where
 * SELinux is not there it refuses and says what to do. Take `needsReboot` of its state for a task of `reboot`.
 */
export const selinux = defineModule({
  name: 'selinux',
  summary: 'A boolean, the context of files, the type of a port or the mode of SELinux is as it should be.',
  example: "selinux('The web server may listen', { port: 8443, setype: 'http_port_t' })",
  params: selinuxParams,
  desired: (given): Desired => ({ ...given, file: configEdit(given) }),
  inspect: ({ file, ...given }) =>
    mapQuery(
      all<{ policy: SelinuxState; config: EditedFile }>({
        policy: selinuxState(given),
        config: editSteps.inspect(file),
      }),
      ({ policy, config }): Current => ({ ...policy, config, needsReboot: isAhead(policy, given) }),
    ),
  plan: (current, desired): readonly Change[] => {
    if (!current.isRoot) {
      throw new RefusedError('Only root may change SELinux', { hint: 'Set become to true.' });
    }
    if (desired.mode !== undefined || desired.policy !== undefined) return modeChanges(current, desired);
    refuse(current, desired);
    return policyChanges(current, desired);
  },
  describe: (change, desired) =>
    change.is === 'config'
      ? editSteps.describe(change.change, desired.file)
      : { summary: policyWords(change, desired) },
  apply: (change, desired, current): Step =>
    change.is === 'config'
      ? editSteps.apply(change.change, desired.file, current.config)
      : policyStep(change, desired, current, 'there'),
  undo: (change, desired, current): Step =>
    change.is === 'config'
      ? editSteps.undo(change.change, desired.file, current.config)
      : policyStep(change, desired, current, 'back'),
});

const howToHave =
  'Red Hat has it from the start; on Debian install selinux-basics and selinux-policy-default, run selinux-activate and restart.';

function configEdit(given: SelinuxParams): DesiredEdit {
  return {
    path: '/etc/selinux/config',
    permissions: {},
    validate: undefined,
    backup: false,
    sensitive: false,
    whenAbsent: 'leave',
    edit: (text) => configText(text, given),
  };
}

function refuse({ kernel, tools, problem }: Current, { ignoreSelinuxState }: SelinuxParams): void {
  if (kernel === 'off' && !ignoreSelinuxState) {
    throw new RefusedError('SELinux is not on in the kernel of the host', {
      hint: `${howToHave} To change the policy all the same, set ignoreSelinuxState to true.`,
    });
  }
  requireTools(tools, 'The policy of SELinux cannot be changed');
  if (problem !== '') {
    throw new RefusedError(`semanage says: ${problem}`, { hint: 'It needs a policy in /var/lib/selinux.' });
  }
}

function modeChanges(current: Current, desired: Desired): readonly Change[] {
  const { config, kernel } = current;
  const { mode, file } = desired;
  if (config.file.is === 'absent' && config.isCertain) {
    throw new RefusedError('The host has no SELinux: there is no /etc/selinux/config', { hint: howToHave });
  }
  const changes = editSteps.plan(config, file).map((change) => ({ is: 'config', change }) as const);
  const isOther = kernel !== 'off' && mode !== undefined && mode !== 'disabled' && mode !== kernel;
  return isOther ? [...changes, { is: 'enforce', from: kernel }] : changes;
}

function isAhead({ kernel }: SelinuxState, { mode }: SelinuxParams): boolean {
  return mode !== undefined && (kernel === 'off') !== (mode === 'disabled');
}
