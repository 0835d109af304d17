import { commandOf, type Step } from '../../core/command.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { keepFile } from '../shared/keep-file.ts';
import { makeDirectory, unmakeParents } from '../shared/make-directory.ts';
import { encodedField, entryFor, type FstabEntry } from './fstab-text.ts';
import type { DesiredMount, MountChange } from './mount-changes.ts';
import { type MountState, mountTable } from './mount-state.ts';

type PathChange = Exclude<MountChange, { readonly is: 'fstab' }>;
type What = Pick<FstabEntry, 'src' | 'fstype' | 'opts'>;

/** Makes a change at the mount point itself. */
export function mountStep(change: PathChange, desired: DesiredMount, { point }: MountState): Step {
  const { path, src = '', fstype = 'auto', opts } = desired;
  switch (change.is) {
    case 'directory':
      return at(
        path,
        sh`{ ${keepFile(path)}
} && ${makeDirectory(path)}`,
      );
    case 'mount':
      return at(path, mounting({ src, fstype, opts }, path));
    case 'remount':
      return at(path, remounting(change.to, opts, path));
    case 'unmount':
      return at(path, unmounting(point.path, change.mounted.length));
  }
}

/** Takes it back. What was unmounted is mounted as fstab said, or as it was seen; what lived in memory is gone. */
export function unmountStep(
  change: PathChange,
  desired: DesiredMount,
  current: MountState,
): Step | undefined {
  const { path, opts } = desired;
  switch (change.is) {
    case 'directory':
      // Never more than an empty directory: something may still be mounted there.
      return at(
        path,
        sh`rmdir -- ${path} 2>/dev/null || :
${unmakeParents(path)}`,
      );
    case 'mount':
      return at(path, unmounting(current.point.path, 1));
    case 'remount':
      return at(path, remounting(change.from, opts, path));
    case 'unmount': {
      const was = change.mounted.length === 1 ? formerly(desired, current) : undefined;
      return was === undefined
        ? undefined
        : at(path, sh`${isMounted(current.point.path)} || ${mounting(was, path)}`);
    }
  }
}

function formerly({ path }: DesiredMount, { fstab, point }: MountState): What | undefined {
  const [seen] = point.mounted;
  if (seen === undefined || seen.fstype === 'tmpfs' || seen.fstype === 'ramfs') return undefined;
  const entry = fstab.content.is === 'text' ? entryFor(fstab.content.text, path) : undefined;
  if (entry !== undefined) return entry;
  return seen.root === '/' ? { ...seen, opts: seen.opts.join(',') } : undefined;
}

function mounting({ src, fstype, opts }: What, path: string): Shell {
  const own = opts.split(',').filter((one) => !isOfFstab(one));
  const type = fstype === 'none' || fstype === 'auto' ? [] : ['-t', fstype];
  const options = own.length === 0 ? [] : ['-o', own.join(',')];
  return sh`mount ${[...type, ...options]} -- ${src} ${path}`;
}

/** Options that are for who reads fstab, and not for mount. */
function isOfFstab(option: string): boolean {
  return /^(?:auto|noauto|nofail|_netdev|users?|nouser|owner|group|defaults|comment=.*|x-.*)$/.test(option);
}

function remounting(flags: readonly string[], opts: string, path: string): Shell {
  const bind = /(?:^|,)r?bind(?:,|$)/.test(opts) ? ['bind'] : [];
  return sh`mount -o ${['remount', ...bind, ...flags].join(',')} -- ${path}`;
}

/** Does nothing where nothing is mounted. */
function unmounting(path: string, times: number): Shell {
  return sh`n=${times}; while [ "$n" -gt 0 ] && ${isMounted(path)}; do umount -- ${path} || exit; n=$(($n-1)); done`;
}

function isMounted(path: string): Shell {
  return sh`cut -d ' ' -f 5 ${mountTable} | grep -qxF -e ${encodedField(path)}`;
}

function at(path: string, script: Shell): Step {
  return commandOf(script, { touches: [`file:${mountTable}`, `file:${path}`, `directory:${path}`] });
}
