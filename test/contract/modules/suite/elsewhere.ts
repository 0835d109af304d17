interface Elsewhere {
  readonly why: string;
  readonly test: string;
}

/** Modules that the contract is not held to by its suite, each with the reason and the test that holds it to its own. */
export const elsewhere: Readonly<Record<string, Elsewhere>> = {
  fail: { why: 'it fails in every run', test: 'test/modules/fail.test.ts' },
  firewall: {
    why: 'it needs a network of its own, in which each shell begins anew',
    test: 'test/modules/firewall.test.ts',
  },
  packages: {
    why: 'each package manager has a repository of its own to be tried with',
    test: 'test/contract/modules/packages-apt.test.ts',
  },
  pip: { why: 'to make an environment takes many seconds', test: 'test/modules/pip.test.ts' },
  reboot: { why: 'nothing of a run is left when its host restarts', test: 'test/lab/reboot.test.ts' },
  selinux: { why: 'it needs a policy, of which it changes a copy', test: 'test/modules/selinux.test.ts' },
  trustedCa: {
    why: 'it makes the store of a whole system anew, which takes seconds',
    test: 'test/contract/modules/trusted-ca.test.ts',
  },
};
