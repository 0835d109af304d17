import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceText } from '../../src/modules/repository/source-text.ts';
import { repository } from '../../src/modules/repository.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const { spec } = repository;
const host = { name: 'here', groups: [], vars: {} };
const apt = { is: 'apt', uris: ['https://a.example/debian'], suites: ['stable'], components: ['main'] };
const armoured = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZ\n';

function textOf(source: Readonly<Record<string, unknown>>, key?: string): string {
  const { name, source: parsed } = spec.params.parse({ name: 'ours', source });
  return sourceText(name, parsed, key);
}

async function filesOf(
  given: Readonly<Record<string, unknown>>,
  directory = '/',
): Promise<readonly string[]> {
  const desired = await spec.desired(spec.params.parse({ name: 'ours', ...given }), { directory, host });
  return [...desired.files.map(({ path }) => path), ...desired.gone.map((path) => `not ${path}`)];
}

describe('the file of a repository', () => {
  it('is deb822 for apt', () => {
    expect(
      textOf(
        {
          ...apt,
          types: ['deb', 'deb-src'],
          suites: ['stable', 'stable-updates'],
          architectures: ['amd64', 'arm64'],
          options: { 'By-Hash': 'no' },
        },
        '/etc/apt/keyrings/ours.asc',
      ),
    ).toMatchInlineSnapshot(`
      "Types: deb deb-src
      URIs: https://a.example/debian
      Suites: stable stable-updates
      Components: main
      Architectures: amd64 arm64
      Signed-By: /etc/apt/keyrings/ours.asc
      By-Hash: no
      "
    `);
  });

  it('may be a directory of packages, without components', () => {
    expect(
      textOf({ is: 'apt', uris: ['file:/srv/pool'], suites: ['./'], trusted: true, enabled: false }),
    ).toMatchInlineSnapshot(`
      "Types: deb
      URIs: file:/srv/pool
      Suites: ./
      Trusted: yes
      Enabled: no
      "
    `);
  });

  it('has a section for dnf', () => {
    expect(
      textOf(
        {
          is: 'dnf',
          metalink: 'https://m.example/?r=$releasever',
          gpgcheck: true,
          options: { priority: '10' },
        },
        '/etc/pki/rpm-gpg/RPM-GPG-KEY-ours',
      ),
    ).toMatchInlineSnapshot(`
      "[ours]
      name=ours
      metalink=https://m.example/?r=$releasever
      enabled=1
      gpgcheck=1
      repo_gpgcheck=0
      gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-ours
      priority=10
      "
    `);
  });

  it('refreshes itself by zypper', () => {
    expect(
      textOf({
        is: 'zypper',
        description: 'Our packages',
        baseurl: ['https://a.example/1', 'https://b.example/1'],
        gpgcheck: false,
      }),
    ).toMatchInlineSnapshot(`
      "[ours]
      name=Our packages
      baseurl=https://a.example/1
              https://b.example/1
      enabled=1
      autorefresh=1
      gpgcheck=0
      repo_gpgcheck=0
      "
    `);
  });
});

describe('the files on the host', () => {
  it.each([
    [
      'an armoured key of apt',
      { source: apt, key: { text: armoured } },
      [
        '/etc/apt/keyrings/ours.asc',
        '/etc/apt/sources.list.d/ours.sources',
        'not /etc/apt/keyrings/ours.gpg',
      ],
    ],
    [
      'no key',
      { source: apt },
      [
        '/etc/apt/sources.list.d/ours.sources',
        'not /etc/apt/keyrings/ours.asc',
        'not /etc/apt/keyrings/ours.gpg',
      ],
    ],
    [
      'a key of dnf',
      { source: { is: 'dnf', baseurl: ['https://a.example'] }, key: { text: armoured } },
      ['/etc/pki/rpm-gpg/RPM-GPG-KEY-ours', '/etc/yum.repos.d/ours.repo'],
    ],
    [
      'none of zypper',
      { source: { is: 'zypper' }, state: 'absent' },
      ['not /etc/zypp/repos.d/ours.repo', 'not /etc/pki/rpm-gpg/RPM-GPG-KEY-ours'],
    ],
  ])('with %s', async (_, given, files) => {
    expect(await filesOf(given)).toEqual(files);
  });

  it('a binary key of the controller is kept binary, for apt only', async () => {
    const directory = await scratchDirectory();
    await writeFile(join(directory, 'key.gpg'), Buffer.of(0x99, 1, 2, 3));
    const key = { src: 'key.gpg' };
    expect(await filesOf({ source: apt, key }, directory)).toContain('/etc/apt/keyrings/ours.gpg');
    await expect(
      filesOf({ source: { is: 'dnf', baseurl: ['https://a.example'] }, key }, directory),
    ).rejects.toThrow('key.src: key.gpg is binary, and rpm takes armoured keys only');
  });

  it.each([
    ['what is no key', { text: 'hello' }, 'key.text is not an OpenPGP public key'],
    [
      'a private key',
      { text: '-----BEGIN PGP PRIVATE KEY BLOCK-----\n' },
      'key.text is not an OpenPGP public key',
    ],
    ['a file that is not there', { src: 'none.asc' }, 'cannot be read on the controller'],
  ])('refuses %s', async (_, key, message) => {
    await expect(filesOf({ source: apt, key })).rejects.toThrow(message);
  });
});

describe('a repository', () => {
  it.each([
    [{ ...apt, uris: [] }, 'must say where it is'],
    [{ ...apt, components: [] }, 'are needed, but not where the suites end in a slash'],
    [{ ...apt, suites: ['./'] }, 'are needed, but not where the suites end in a slash'],
    [{ ...apt, uris: ['https://me:word@a.example/'] }, 'must not hold a password'],
    [{ ...apt, uris: ['a.example'] }, 'must be an address'],
    [{ is: 'dnf' }, 'must say where it is'],
    [{ is: 'dnf', baseurl: ['https://a.example'], mirrorlist: 'https://b.example' }, 'must say where it is'],
    [{ is: 'zypper', baseurl: ['https://a.example'], options: { a: 'b\n[c]' } }, 'must be one line'],
  ])('is not taken as %j', (source, message) => {
    expect(() => spec.params.parse({ name: 'ours', source })).toThrow(message);
  });
});
