import { describe, expect, it } from 'vitest';
import type { Backend, Facts, Wanted } from '../../src/modules/packages/backend.ts';
import { backends } from '../../src/modules/packages/backends.ts';
import { packageNameOf } from '../../src/modules/packages/package-name.ts';
import { packagesParams } from '../../src/modules/packages/params.ts';

function answered(
  manager: Backend['name'],
  given: Readonly<Record<string, unknown>>,
  said: Readonly<Record<string, string>>,
): Facts | undefined {
  const params = packagesParams.parse(given);
  const packages = params.names.map(packageNameOf);
  const names = packages.flatMap(({ full, file }) => (file === undefined ? [full] : []));
  const wanted: Wanted = { packages, names, files: packages.flatMap(({ file }) => file ?? []), params };
  return backends.find(({ name }) => name === manager)?.read(said, wanted);
}

const updates = `
bash.x86_64                        5.2.26-4.fc40              updates
python3-libs.x86_64                3.12.4-1.fc40              updates
Obsoleting Packages
bash.x86_64                        9.9-1                      updates
    old-shell.x86_64               1.0-1                      @System
`;

const removal = `Dependencies resolved.
================================================================================
 Package         Arch          Version                   Repository        Size
================================================================================
Removing:
 httpd           x86_64        2.4.57-5.el9              @appstream        59 k
Removing dependent packages:
 mod_ssl         x86_64        1:2.4.57-5.el9            @appstream       274 k
Removing unused dependencies:
 apr             x86_64        1.7.0-12.el9              @appstream       289 k
 apr-util        x86_64        1.6.1-23.el9              @appstream       212 k

Transaction Summary
================================================================================
Remove  4 Packages
`;

describe('what apt answers', () => {
  it('is about a package of the architecture of the host, whether that is named or not', () => {
    const said = { host: '1|1|amd64', dependents: 'Remv yq [3.1]\nRemv more [1]\n' };
    const facts = answered('apt', { names: ['yq:amd64'], state: 'absent' }, said);
    expect(facts?.dependents).toEqual(['more']);
  });
});

describe('what dnf answers', () => {
  it('tells what is newer, and not what replaces others', () => {
    const facts = answered('dnf', { names: ['bash', 'python3-libs'], state: 'latest' }, { offers: updates });
    expect(facts?.offers?.get('bash')).toBe('5.2.26-4.fc40');
    expect(facts?.offers?.get('python3-libs:x86_64')).toBe('3.12.4-1.fc40');
  });

  it('tells what nothing needs any more', () => {
    const facts = answered(
      'dnf',
      { names: ['httpd'], state: 'absent', autoremove: true },
      {
        unneeded: removal,
        dependents:
          'error: Failed dependencies:\n\thttpd is needed by (installed) mod_ssl-1:2.4.57-5.el9.x86_64\n',
      },
    );
    expect(facts?.unneeded).toEqual([
      { name: 'apr', version: '1.7.0-12.el9' },
      { name: 'apr-util', version: '1.6.1-23.el9' },
    ]);
    expect(facts?.dependents).toEqual(['mod_ssl']);
  });

  it.each([
    ['dnf 4', 'bash-0:5.2.26-4.fc40.*\nglibc-devel-0:2.39-1.*\n'],
    ['yum', '0:bash-5.2.26-4.fc40.*\n0:glibc-devel-2.39-1.*\nversionlock list done\n'],
    [
      'dnf 5',
      "# Added by 'versionlock add' command on 2024-05-01\nPackage name: bash\nevr = 5.2.26-4.fc40\n\nPackage name: glibc-devel\nevr = 2.39-1\n",
    ],
  ])('tells what %s holds', (_, locks) => {
    const facts = answered('dnf', { names: ['bash'], hold: true }, { locks });
    expect(facts).toMatchObject({ canHold: true, held: ['bash', 'glibc-devel'] });
  });

  it('tells that the plugin is missing', () => {
    expect(answered('dnf', { names: ['bash'], hold: true }, { locks: 'none\n' })).toMatchObject({
      canHold: false,
    });
  });

  it('tells versions with an epoch that is not 0, and those of files', () => {
    const facts = answered(
      'dnf',
      { names: ['bash', '/a.rpm', '/b.rpm', '/c.rpm'] },
      {
        installed: 'bash|(none)|5.2-1|x86_64\nmod_ssl|1|2.4-5|x86_64\n',
        files: 'own|(none):2-1\nabsent\nunreadable\n',
      },
    );
    expect(facts?.installed.map(({ version }) => version)).toEqual(['5.2-1', '1:2.4-5']);
    expect(facts?.files.map(({ found }) => found)).toEqual([
      { name: 'own', version: '2-1' },
      'absent',
      'unreadable',
    ]);
  });
});

// As apk's own manual and the wiki of Alpine show it.
describe('what apk answers', () => {
  const database = 'C:Q1abc=\nP:busybox\nV:1.36.1-r5\nA:x86_64\n\nP:nginx\nV:1.24.0-r15\nA:x86_64\n'.replace(
    'C:Q1abc=\n',
    '',
  );

  it('tells what is installed', () => {
    expect(answered('apk', { names: ['nginx'] }, { installed: database })?.installed).toEqual([
      { name: 'busybox', version: '1.36.1-r5', architecture: 'x86_64', isRemoved: false },
      { name: 'nginx', version: '1.24.0-r15', architecture: 'x86_64', isRemoved: false },
    ]);
  });

  it('tells what is newer', () => {
    const offers =
      'Installed:                                Available:\nnginx-1.24.0-r15                        < 1.24.0-r16 \nlibcrypto3-3.1.4-r2                     < 3.1.4-r5 \n';
    expect(answered('apk', { names: ['nginx'], state: 'latest' }, { offers })?.offers).toEqual(
      new Map([
        ['nginx', '1.24.0-r16'],
        ['libcrypto3', '3.1.4-r5'],
      ]),
    );
  });

  it('tells what is held by its list of what is wanted', () => {
    const world = 'alpine-base\nbusybox=1.36.1-r5\nnginx~1.24\nphp82>8\n!sqlite\n';
    expect(answered('apk', { names: ['busybox'] }, { world })?.held).toEqual(['busybox']);
  });

  it('tells what needs a package, and what goes along', () => {
    const facts = answered(
      'apk',
      { names: ['pcre2'], state: 'absent' },
      {
        dependents: 'pcre2-10.42-r2 is required by:\nnginx-1.24.0-r15\nless-633-r0\n\n',
        unneeded:
          '(1/3) Purging nginx (1.24.0-r15)\n(2/3) Purging pcre2 (10.42-r2)\n(3/3) Purging zlib-ng (2.1-r0)\nOK: 8 MiB in 15 packages\n',
      },
    );
    expect(facts?.dependents).toEqual(['nginx', 'less']);
    expect(facts?.unneeded).toEqual([{ name: 'zlib-ng', version: '2.1-r0' }]);
  });

  it('tells what a file is', () => {
    expect(answered('apk', { names: ['/a.apk'] }, { files: 'own|1.0-r0|\n' })?.files).toEqual([
      { file: '/a.apk', found: { name: 'own', version: '1.0-r0' } },
    ]);
  });
});

describe('how far a package manager is', () => {
  it.each([
    [
      'dnf',
      '  Installing       : bash-5.2.26-4.fc40.x86_64          1/2',
      'installing bash-5.2.26-4.fc40.x86_64',
    ],
    ['dnf', 'Downloading Packages:', 'downloading'],
    ['dnf', 'Complete!', undefined],
    ['zypper', '(1/2) Installing: bash-5.2-1.x86_64 [..done]', 'installing bash-5.2-1.x86_64'],
    ['zypper', 'Retrieving package bash-5.2-1.x86_64 (1/2), 1.0 MiB', 'retrieving bash-5.2-1.x86_64'],
    ['zypper', 'Loading repository data...', undefined],
    ['apk', '(2/5) Installing oniguruma (6.9.8-r1)', 'installing oniguruma'],
    [
      'apk',
      'fetch https://mirror.example/alpine/v3.19/main/x86_64/APKINDEX.tar.gz',
      'refreshing the package lists',
    ],
    ['apk', 'OK: 10 MiB in 16 packages', undefined],
  ])('%s: reads %j', (manager, line, text) => {
    expect(backends.find(({ name }) => name === manager)?.progress(line)?.text).toBe(text);
  });
});
