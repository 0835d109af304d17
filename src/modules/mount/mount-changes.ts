import { RefusedError } from '../../core/errors.ts';
import { type DesiredEdit, editSteps } from '../shared/edit-steps.ts';
import type { Mounted, MountState } from './mount-state.ts';
import type { MountParams } from './params.ts';

export type MountChange =
  | { readonly is: 'fstab'; readonly change: ReturnType<typeof editSteps.plan>[number] }
  | { readonly is: 'directory' | 'mount' }
  /** `from`: the flags as they were, of those that are others. */
  | { readonly is: 'remount'; readonly to: readonly string[]; readonly from: readonly string[] }
  | { readonly is: 'unmount'; readonly mounted: readonly Mounted[] };

export interface DesiredMount extends MountParams {
  readonly edit: DesiredEdit;
}

/** What the kernel shows of options: each flag and what it is without it. */
const flags: readonly (readonly [string, string])[] = [
  ['ro', 'rw'],
  ['nosuid', 'suid'],
  ['nodev', 'dev'],
  ['noexec', 'exec'],
];

/** What has to be done so that a path is mounted as it should be, or is not. */
export function mountChanges(current: MountState, desired: DesiredMount): readonly MountChange[] {
  const { state } = desired;
  const file =
    state === 'unmounted'
      ? []
      : editSteps.plan(current.fstab, desired.edit).map((change): MountChange => ({ is: 'fstab', change }));
  if (state === 'present') return file;
  if (state === 'mounted') return [...file, ...mounting(current, desired)];
  const { mounted } = current.point;
  return mounted.length === 0 ? file : [{ is: 'unmount', mounted }, ...file];
}

function mounting({ point }: MountState, desired: DesiredMount): readonly MountChange[] {
  const [top] = point.mounted.slice(-1);
  if (top === undefined) {
    return [...(point.isDirectory ? [] : [{ is: 'directory' } as const]), { is: 'mount' }];
  }
  refuseOther(top, point.device, desired);
  const wanted = desired.opts.split(',');
  // These stand for flags, each file system in its own way.
  if (wanted.some((one) => ['user', 'users', 'owner', 'group'].includes(one))) return [];
  const differing = flags.filter(
    ([flag, without]) =>
      wanted.includes(flag) !== top.opts.includes(flag) &&
      (wanted.includes(flag) || wanted.includes(without) || !isInherited(flag, wanted, top)),
  );
  if (differing.length === 0) return [];
  const to = differing.map(([flag, without]) => (wanted.includes(flag) ? flag : without));
  const from = differing.map(([flag, without]) => (wanted.includes(flag) ? without : flag));
  return [{ is: 'remount', to, from }];
}

/** Some flags are there unasked: those of what a bind mount is made of, and `ro` where nothing can be written. */
function isInherited(flag: string, wanted: readonly string[], { fstype }: Mounted): boolean {
  if (wanted.includes('bind') || wanted.includes('rbind')) return true;
  return flag === 'ro' && ['squashfs', 'iso9660', 'erofs', 'cramfs', 'romfs'].includes(fstype);
}

const disk = /^\/dev\/(?:sd|hd|vd|xvd|nvme|mmcblk|md)/;

function refuseOther(top: Mounted, device: string, { path, src, fstype = 'auto' }: DesiredMount): void {
  const isOtherType =
    !/^(?:auto|none|bind|fuse|ntfs|cifs|smb)/.test(fstype) &&
    !top.fstype.startsWith(fstype) &&
    !fstype.split(',').includes(top.fstype);
  const isOtherDisk = disk.test(device) && disk.test(top.src) && device !== top.src;
  if (!isOtherType && !isOtherDisk) return;
  throw new RefusedError(`At ${path} is mounted ${top.src} (${top.fstype}), not ${src} (${fstype})`, {
    hint: "Unmount it by a task before: state: 'unmounted'.",
  });
}
