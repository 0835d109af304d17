import { type MachineCopy, machineCopy } from '../../support/machine-copy.ts';

/** A copy of this machine whose packages are those of a small repository of rpm packages. */
export interface RpmPool extends MachineCopy {
  /** Puts a package into the repository, of those that were built. */
  readonly offer: (...files: readonly string[]) => Promise<void>;
  /** The version of an installed package; empty: not installed. */
  readonly version: (name: string) => Promise<string>;
  /** Whether the plugin of dnf is there that holds packages; it comes from the mirrors of this machine. */
  readonly canHold: () => Promise<boolean>;
}

/** Name, version, what it needs. */
const built = [
  ['pool-base', '1.0', ''],
  ['pool-tool', '1.0', ''],
  ['pool-tool', '2.0', ''],
  ['pool-lib', '1.0', ''],
  ['pool-app', '1.0', 'Requires: pool-lib'],
  ['pool-own', '1.0', ''],
  ['pool-own', '2.0', ''],
] as const;

const specFile = (name: string, version: string, more: string) => `Name: ${name}
Version: ${version}
Release: 1
Summary: A package to try
License: MIT
BuildArch: noarch
AutoReqProv: no
${more}
%description
A package to try.
%install
mkdir -p %{buildroot}/opt/drover-pool
echo ${version} >%{buildroot}/opt/drover-pool/${name}
%files
/opt/drover-pool/${name}
`;

const settings = `mkdir -p /pool/repo /pool/all /etc/dnf /etc/yum.repos.d /etc/zypp/repos.d /etc/zypp/credentials.d /etc/rpm
echo '%_dbpath /var/lib/rpm' >/etc/rpm/macros
rm -rf /var/lib/rpm /root/.rpmdb; mkdir -p /var/lib/rpm; rpmdb --initdb
printf 'ID=%s\\n' "$1" >/etc/os-release
printf '[main]\\ngpgcheck=0\\nreposdir=/etc/yum.repos.d\\nplugins=1\\n' >/etc/dnf/dnf.conf
repo='[pool]\\nname=pool\\nbaseurl=file:///pool/repo\\nenabled=1\\ngpgcheck=0\\nautorefresh=1\\n'
rm -f /etc/yum.repos.d/* /etc/zypp/repos.d/*
printf "$repo" >/etc/yum.repos.d/pool.repo
printf "$repo" >/etc/zypp/repos.d/pool.repo
mkdir -p /etc/dnf/vars; echo 1 >/etc/dnf/vars/releasever
# The package cannot be beside zypper, so it is only unpacked.
[ "$1" != fedora ] || [ -e /usr/lib/python3/dist-packages/dnf-plugins/versionlock.py ] ||
  { mkdir -p /pool/plugins && cd /pool/plugins && apt-get -qq download dnf-plugins-core python3-dateutil >/dev/null 2>&1 &&
    for d in *.deb; do dpkg-deb -x "$d" / || exit; done; } || :
# One of its plugins makes a repository of all that was ever installed.
mkdir -p /etc/dnf/plugins; printf '[main]\\nenabled=0\\n' >/etc/dnf/plugins/local.conf`;

/** `distribution`: whose this machine says it is. */
export async function rpmPool(distribution: string): Promise<RpmPool> {
  const copy = await machineCopy();
  await copy.on(settings, distribution);
  for (const [name, version, more] of built) {
    await copy.on(
      'mkdir -p /pool/specs; printf %s "$1" >/pool/specs/x.spec; rpmbuild --quiet -bb --define "_topdir /pool/build" --define "_rpmdir /pool/all" --define "_rpmfilename %{NAME}-%{VERSION}.rpm" /pool/specs/x.spec 2>&1',
      specFile(name, version, more),
    );
  }
  const offer: RpmPool['offer'] = async (...files) => {
    const copies = files.map((file) => `cp /pool/all/${file}.rpm /pool/repo/`).join('; ');
    await copy.on(`${copies}; createrepo_c -q /pool/repo`);
  };
  // Of a database without any package zypper makes nothing.
  await copy.on('rpm -i --force-debian --nodeps /pool/all/pool-base-1.0.rpm 2>&1');
  await offer('pool-tool-1.0', 'pool-lib-1.0', 'pool-app-1.0');
  return {
    ...copy,
    offer,
    canHold: async () =>
      distribution !== 'fedora' ||
      (await copy.on('ls /usr/lib/python3/dist-packages/dnf-plugins')).includes('versionlock'),
    version: async (name) => (await copy.on('rpm -q --qf "%{VERSION}" "$1" | grep -v not || :', name)).trim(),
  };
}
