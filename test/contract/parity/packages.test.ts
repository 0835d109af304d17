import type { z } from 'zod';
import { packages } from '../../../src/modules/packages.ts';
import { buildPool, indexPool, usePool } from '../modules/apt-pool-scripts.ts';
import { type SystemCase, systemParity } from './system-parity.ts';

type Given = z.input<typeof packages.spec.params>;

/** A title, what is installed before, what is given to us, what to Ansible instead, and why they differ. */
type Row = readonly [
  title: string,
  before: string,
  given: Given,
  theirs?: Readonly<Record<string, unknown>> | undefined,
  differs?: string,
];

const rows: readonly Row[] = [
  ['installs packages with what they need', '', { names: ['pool-app', 'pool-tool'] }],
  ['keeps packages', 'pool-app pool-tool=1.0', { names: ['pool-app', 'pool-tool'] }],
  ['installs a version', '', { names: ['pool-tool=1.0'] }],
  ['goes to a newer version', 'pool-tool=1.0', { names: ['pool-tool=2.0'] }],
  [
    'goes to an older version',
    'pool-tool=2.0',
    { names: ['pool-tool=1.0'] },
    { name: ['pool-tool=1.0'], allow_downgrade: true },
  ],
  [
    'goes to an older version unasked',
    'pool-tool=2.0',
    { names: ['pool-tool=1.0'] },
    { name: ['pool-tool=1.0'] },
    'a version that is named is gone to downwards too',
  ],
  ['makes them new', 'pool-tool=1.0', { names: ['pool-tool', 'pool-lib'], state: 'latest' }],
  ['keeps what is new', 'pool-tool', { names: ['pool-tool'], state: 'latest' }],
  ['installs a file', '', { names: ['/pool/all/pool-own-1.0.deb'] }, { deb: '/pool/all/pool-own-1.0.deb' }],
  [
    'keeps what a file has brought',
    '/pool/all/pool-own-1.0.deb',
    { names: ['/pool/all/pool-own-1.0.deb'] },
    { deb: '/pool/all/pool-own-1.0.deb' },
  ],
  ['does not find a package', '', { names: ['pool-none'] }],
  ['removes packages', 'pool-tool pool-app', { names: ['pool-tool', 'pool-app'], state: 'absent' }],
  ['removes nothing', '', { names: ['pool-tool'], state: 'absent' }],
  ['purges a package', 'pool-tool', { names: ['pool-tool'], state: 'absent', purge: true }],
  ['removes what came along', 'pool-app', { names: ['pool-app'], state: 'absent', autoremove: true }],
  [
    'is asked to remove what another needs',
    'pool-app',
    { names: ['pool-lib'], state: 'absent' },
    undefined,
    'what needs a package does not go along with it',
  ],
];

const cases = rows.map(([title, before, given, theirs, differs]): SystemCase => {
  const { names, ...same } = given;
  return {
    title,
    before: before === '' ? '' : `apt-get -qqy install ${before} >/dev/null 2>&1`,
    ansible: { module: 'apt', params: theirs ?? { name: names, ...same } },
    ours: packages(title, given),
    ...(differs === undefined ? {} : { differs }),
  };
});

systemParity(
  {
    source: 'packages.ts',
    programs: ['apt-get', 'dpkg-deb'],
    // What nothing needs on this machine is no part of this.
    begin: `${buildPool}
cp /pool/all/pool-tool-*.deb /pool/all/pool-lib-*.deb /pool/all/pool-app-*.deb /pool/repo
( ${indexPool} )
${usePool}
rm -rf /var/lib/apt/lists/*; apt-get -qq update
apt-mark manual $(apt-get -s autoremove | sed -n 's/^Remv \\([^ ]*\\).*/\\1/p') >/dev/null 2>&1; :`,
    reset: 'dpkg -P --force-all pool-app pool-lib pool-tool pool-own >/dev/null 2>&1',
    look: 'dpkg -l "pool-*" 2>/dev/null | grep pool- | tr -s " "; apt-mark showauto | grep pool-; :',
  },
  cases,
);
