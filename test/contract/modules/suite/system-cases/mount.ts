import { mount } from '../../../../../src/modules/mount.ts';
import type { ModuleCase } from '../module-case.ts';

const odd = "/mnt/it's `odd` # ünï\\n";

export const mountCase: ModuleCase = {
  module: 'mount',
  before: `while read -r _ p _; do case $p in /mnt/*) umount "$(printf '%b' "$p")" || exit;; esac; done </proc/self/mounts
rm -rf /mnt/* /etc/fstab.*; mkdir -p /mnt/from /mnt/bound /mnt/gone /mnt/flags; echo here >/mnt/from/file
mount --bind /mnt/from /mnt/gone; mount -t tmpfs -o nosuid none /mnt/flags
printf '# ours\\n/mnt/from /mnt/gone none bind 0 0\\n' >/etc/fstab.2; chmod 640 /etc/fstab.2; echo 'none /mnt/flags tmpfs nosuid 0 0' >/etc/fstab.3`,
  tasks: () => [
    mount('new', {
      path: odd,
      src: 'none',
      fstype: 'tmpfs',
      opts: 'size=1m,nodev,x-own',
      fstab: '/etc/fstab.1',
    }),
    mount('bound', { path: '/mnt/bound', src: '/mnt/from', fstype: 'none', opts: 'bind,nofail' }),
    mount('gone', { path: '/mnt/gone/', state: 'absent', fstab: '/etc/fstab.2' }),
    mount('flags', {
      path: '/mnt/flags',
      src: 'none',
      fstype: 'tmpfs',
      opts: 'noexec,ro',
      fstab: '/etc/fstab.3',
    }),
    mount('only there', {
      path: '/mnt/later',
      src: 'LABEL=a b',
      fstype: 'ext4',
      state: 'present',
      fstab: '/etc/fstab.4',
    }),
  ],
  look: 'grep " /mnt" /proc/self/mounts | sort; find /mnt -type f -exec cat {} +; ls -lR --time-style=+%T /etc/fstab* | cut -c 1-11,20-; cat /etc/fstab*; ls -1 /mnt',
  wrong: { call: () => mount('m', { path: '/mnt/a', src: '/dev/sda1' }), says: 'fstype: is needed' },
};
