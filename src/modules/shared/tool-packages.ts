interface Packages {
  readonly debian: readonly string[];
  readonly redhat: readonly string[];
  readonly suse: readonly string[];
  readonly alpine: readonly string[];
}

/** Who names packages in a way of its own. */
export type PackageFamily = keyof Packages;

const sameEverywhere = [
  'bzip2',
  'curl',
  'git',
  'gzip',
  'make',
  'patch',
  'perl',
  'tar',
  'unzip',
  'zip',
  'zstd',
];

const packages: Readonly<Record<string, Packages>> = {
  ...Object.fromEntries(sameEverywhere.map((tool) => [tool, everywhere(tool)])),
  cc: { debian: ['gcc', 'libc6-dev'], redhat: ['gcc'], suse: ['gcc'], alpine: ['gcc', 'musl-dev'] },
  gcc: { debian: ['gcc', 'libc6-dev'], redhat: ['gcc'], suse: ['gcc'], alpine: ['gcc', 'musl-dev'] },
  'g++': { debian: ['g++'], redhat: ['gcc-c++'], suse: ['gcc-c++'], alpine: ['g++'] },
  xz: { ...everywhere('xz'), debian: ['xz-utils'] },
  npm: { ...everywhere('npm'), suse: ['npm-default'] },
  python3: everywhere('python3'),
  pip: { ...everywhere('python3-pip'), alpine: ['py3-pip'] },
  venv: { ...everywhere('python3'), debian: ['python3-venv'] },
  semanage: everywhere('policycoreutils-python-utils'),
  setsebool: everywhere('policycoreutils'),
  restorecon: everywhere('policycoreutils'),
  getfacl: everywhere('acl'),
  setfacl: everywhere('acl'),
  'ssh-keygen': {
    debian: ['openssh-client'],
    redhat: ['openssh'],
    suse: ['openssh-common'],
    alpine: ['openssh-keygen'],
  },
  gpgv: { debian: ['gpgv'], redhat: ['gnupg2'], suse: ['gpg2'], alpine: ['gnupg'] },
  'pkg-config': {
    debian: ['pkg-config'],
    redhat: ['pkgconf-pkg-config'],
    suse: ['pkg-config'],
    alpine: ['pkgconf'],
  },
  'pcre2-config': {
    debian: ['libpcre2-dev'],
    redhat: ['pcre2-devel'],
    suse: ['pcre2-devel'],
    alpine: ['pcre2-dev'],
  },
};

/** The packages that a program comes in, by who names them; undefined: not known. */
export function toolPackages(tool: string): Packages | undefined {
  return packages[tool];
}

function everywhere(name: string): Packages {
  return { debian: [name], redhat: [name], suse: [name], alpine: [name] };
}
