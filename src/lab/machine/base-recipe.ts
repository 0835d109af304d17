import { createHash } from 'node:crypto';

/** How a base tree is made, as values. */
export interface BaseRecipe {
  /** Holds a digest of all that goes into the tree, so that a changed recipe makes a new one. */
  readonly name: string;
  readonly packages: readonly string[];
  /** Makes the tree `$1` by way of `$1.tmp`; release, packages and mirror are `$2`, `$3` and `$4`. */
  readonly script: string;
}

const packages = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'libpam-systemd',
  'openssh-server',
  'iproute2',
  'procps',
  'sudo',
  'ca-certificates',
  'netbase',
  'ifupdown',
  'gpgv',
  'curl',
  'apache2-bin',
  'openssl',
];

const script = `set -eu
tree=$1 release=$2 packages=$3 mirror=$4
[ ! -e "$tree" ] || exit 0
# What a debootstrap that was killed has left mounted is let go of before its tree is removed.
awk -v under="$tree.tmp/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r | while read -r point; do umount "$point"; done
rm -rf --one-file-system "$tree.tmp"
debootstrap --variant=minbase --include="$packages" "$release" "$tree.tmp" $mirror
cd "$tree.tmp"
rm -f var/cache/apt/archives/*.deb etc/ssh/ssh_host_*
: >etc/machine-id
chroot . useradd --create-home --uid 1000 --user-group --shell /bin/bash op
install -d -m 0755 etc/systemd/journald.conf.d var/log/journal
printf '[Journal]\\nStorage=persistent\\n' >etc/systemd/journald.conf.d/lab.conf
echo 'op ALL=(ALL) NOPASSWD: ALL' >etc/sudoers.d/op
chmod 0440 etc/sudoers.d/op
install -d -m 0700 -o 0 -g 0 root/.ssh
install -d -m 0700 -o 1000 -g 1000 home/op/.ssh
mv "$tree.tmp" "$tree"
`;

/** The recipe of the base tree for a Debian release. */
export function baseRecipe(release: string): BaseRecipe {
  const digest = createHash('sha256').update(JSON.stringify({ release, packages, script })).digest('hex');
  return { name: `${release}-${digest.slice(0, 12)}`, packages, script };
}
