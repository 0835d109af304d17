import type { Step } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { fstabText } from './mount/fstab-text.ts';
import { type DesiredMount, type MountChange, mountChanges } from './mount/mount-changes.ts';
import { mountStep, unmountStep } from './mount/mount-scripts.ts';
import { type MountState, mountState } from './mount/mount-state.ts';
import { type MountParams, mountParams } from './mount/params.ts';
import { type DesiredEdit, editSteps } from './shared/edit-steps.ts';

/**
 * A file system is mounted, now and at the next start, or is not, as `mount` of Ansible has it. Different on purpose:
 * the state is `mounted` by default; `absent` leaves the directory; what is mounted is compared with the options `ro`,
 * `nosuid`, `nodev` and `noexec` at each run, while all other options hold from the next mount on; and where another
 * file system is mounted already, nothing is done.
 */
export const mount = defineModule({
  name: 'mount',
  summary: 'A file system is mounted, now and when the host starts, or is not.',
  example: `mount('Sessions are kept in memory', {
  path: '/srv/sessions',
  src: 'tmpfs',
  fstype: 'tmpfs',
  opts: 'size=64m,nodev,nosuid',
})`,
  params: mountParams,
  desired: (given): DesiredMount => ({ ...given, edit: editOf(given) }),
  inspect: ({ path, src, edit }) => mountState(path, src, edit),
  plan: (current: MountState, desired): readonly MountChange[] => mountChanges(current, desired),
  describe: (change, { edit, path, src }) => {
    switch (change.is) {
      case 'fstab':
        return editSteps.describe(change.change, edit);
      case 'directory':
        return { summary: `directory ${path} created` };
      case 'mount':
        return { summary: `${src} mounted at ${path}` };
      case 'remount':
        return { summary: `${path} mounted again: ${change.from.join(',')} → ${change.to.join(',')}` };
      case 'unmount':
        return { summary: `${path} unmounted` };
    }
  },
  apply: (change, desired, current): Step =>
    change.is === 'fstab'
      ? editSteps.apply(change.change, desired.edit, current.fstab)
      : mountStep(change, desired, current),
  undo: (change, desired, current): Step | undefined =>
    change.is === 'fstab'
      ? editSteps.undo(change.change, desired.edit, current.fstab)
      : unmountStep(change, desired, current),
});

function editOf({
  path,
  src = '',
  fstype = 'auto',
  opts,
  dump,
  passno,
  state,
  fstab,
}: MountParams): DesiredEdit {
  const entry = state === 'absent' ? undefined : { src, path, fstype, opts, dump, passno };
  return {
    path: fstab,
    permissions: {},
    validate: undefined,
    backup: false,
    sensitive: false,
    whenAbsent: state === 'absent' ? 'leave' : 'create',
    edit: (text) => fstabText(text, path, entry),
  };
}
