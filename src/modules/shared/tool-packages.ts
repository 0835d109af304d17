interface Packages {
  readonly debian: readonly string[];
  readonly redhat: readonly string[];
}

const packages: Readonly<Record<string, Packages>> = {
  cc: { debian: ['gcc', 'libc6-dev'], redhat: ['gcc'] },
  'g++': { debian: ['g++'], redhat: ['gcc-c++'] },
  xz: { debian: ['xz-utils'], redhat: ['xz'] },
  getfacl: { debian: ['acl'], redhat: ['acl'] },
  setfacl: { debian: ['acl'], redhat: ['acl'] },
  gpgv: { debian: ['gpgv'], redhat: ['gnupg2'] },
  'pkg-config': { debian: ['pkg-config'], redhat: ['pkgconf-pkg-config'] },
  'pcre2-config': { debian: ['libpcre2-dev'], redhat: ['pcre2-devel'] },
};

/** The packages that a program comes in. For one that is not known here, a package of the same name. */
export function toolPackages(tool: string): Packages {
  return packages[tool] ?? { debian: [tool], redhat: [tool] };
}
