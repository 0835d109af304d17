import { expect, it } from 'vitest';
import { requireTools } from '../../../src/modules/shared/require-tools.ts';

it.each([
  ['apt-get', 'apt-get install -y gcc libc6-dev xz-utils'],
  ['dnf', 'dnf install -y gcc xz'],
  ['yum', 'yum install -y gcc xz'],
  ['zypper', 'zypper -n install gcc xz'],
  ['apk', 'apk add gcc musl-dev xz'],
])('names the packages as the distributions with %s do', (manager, command) => {
  expect(() => requireTools({ missing: ['cc', 'xz'], manager }, 'It cannot be built')).toThrow(
    expect.objectContaining({
      message: 'It cannot be built: cc and xz are not installed',
      hint: `Run on the host: ${command}, or put a task of the module packages before.`,
    }),
  );
});

it.each([
  [
    'zypper',
    ['unzip', 'odd'],
    'Run on the host: zypper -n install unzip, or put a task of the module packages before. Install on the host what brings odd.',
  ],
  ['apk', ['odd'], 'Install on the host what brings odd.'],
  ['', ['cc', 'odd'], 'Install cc and odd with the package manager of the host.'],
])('makes up no name of a package with %j for %j', (manager, missing, hint) => {
  expect(() => requireTools({ missing, manager }, 'x')).toThrow(expect.objectContaining({ hint }));
});

it('asks for nothing when nothing is missing', () => {
  expect(requireTools({ missing: [], manager: 'apk' }, 'x')).toBeUndefined();
});
