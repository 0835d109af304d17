import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aptProgress } from '../../src/modules/packages/apt/apt-progress.ts';
import { packageNameOf } from '../../src/modules/packages/package-name.ts';
import type { PackageState, PackagesState } from '../../src/modules/packages/package-state.ts';
import { packages } from '../../src/modules/packages.ts';
import { runHere } from '../support/local-host.ts';

const { spec } = packages;
const day = 24 * 60 * 60 * 1000;

function has(name: string, installed?: string, candidate?: string): PackageState {
  const named = packageNameOf(name);
  return { ...named, installed, candidate, isRemoved: false, isHeld: false, trouble: undefined };
}

function held(name: string, installed: string, candidate?: string): PackageState {
  return { ...has(name, installed, candidate), isHeld: true };
}

function fileOf(file: string, trouble?: PackageState['trouble'], installed?: string): PackageState {
  return { ...has(file, installed), name: 'own', full: 'own', version: '2', trouble };
}

function host(list: readonly PackageState[], more: Partial<PackagesState> = {}): PackagesState {
  return {
    packages: list,
    program: 'apt-get',
    isRoot: true,
    listsAgeMs: 0,
    dependents: [],
    unneeded: [],
    canHold: true,
    ...more,
  };
}

function words(current: PackagesState, given: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const names = current.packages.map(
    ({ full, version, file }) => file ?? (version === undefined ? full : `${full}=${version}`),
  );
  const desired = spec.params.parse({ names, ...given });
  return spec.plan(current, desired).map((change) => spec.describe(change, desired, current).summary);
}

describe('the plan for packages', () => {
  it.each([
    ['all there', host([has('gcc', '12'), has('make', '4')]), {}, []],
    ['some missing', host([has('gcc'), has('bash', '5'), has('make')]), {}, ['install gcc, make']],
    ['another version', host([has('gcc=13', '12')]), {}, ['install gcc 12 → 13']],
    ['the very version', host([has('gcc=12', '12')]), {}, []],
    ['one to go', host([has('gcc', '12'), has('make')]), { state: 'absent' }, ['remove gcc']],
    ['the newest', host([has('gcc', '12', '12')]), { state: 'latest' }, []],
    ['an older one', host([has('gcc', '12', '13')]), { state: 'latest' }, ['upgrade gcc 12 → 13']],
    ['none that is offered', host([has('gcc', '12', '(none)')]), { state: 'latest' }, []],
    [
      'old lists',
      host([has('gcc', '12', '12')], { listsAgeMs: 2 * day }),
      { state: 'latest' },
      ['package lists refreshed; gcc as new as they offer'],
    ],
    [
      'old lists that do',
      host([has('gcc', '12', '12')], { listsAgeMs: 2 * day }),
      { state: 'latest', updateCache: false },
      [],
    ],
    ['nobody that may', host([has('gcc', '12')], { isRoot: false }), {}, []],
    ['one to hold', host([has('gcc')]), { hold: true }, ['install gcc', 'hold gcc']],
    ['one that is held', host([held('gcc', '12')]), { hold: true }, []],
    ['one to let go', host([held('gcc', '12')]), { hold: false }, ['release gcc']],
    [
      'one held at another version',
      host([held('gcc=13', '12')]),
      { hold: true },
      ['release gcc', 'install gcc 12 → 13', 'hold gcc'],
    ],
    ['an older one that is held', host([held('gcc', '12', '13')]), { state: 'latest' }, []],
    [
      'an older one to let go',
      host([held('gcc', '12', '13')]),
      { state: 'latest', hold: false },
      ['release gcc', 'upgrade gcc 12 → 13'],
    ],
    ['configuration left', host([{ ...has('gcc'), isRemoved: true }]), { state: 'absent' }, []],
    [
      'configuration to go',
      host([{ ...has('gcc'), isRemoved: true }]),
      { state: 'absent', purge: true },
      ['purge gcc'],
    ],
    [
      'what came along',
      host([has('gcc', '12')], { unneeded: [{ name: 'cpp', version: '12' }] }),
      { state: 'absent', autoremove: true },
      ['remove gcc, and what nothing needs any more: cpp'],
    ],
    [
      'only what came along',
      host([has('gcc')], { unneeded: [{ name: 'cpp', version: '12' }] }),
      { state: 'absent', autoremove: true },
      ['remove what nothing needs any more: cpp'],
    ],
    ['a file', host([fileOf('/a.deb')]), {}, ['install own 2']],
    ['a file of another version', host([fileOf('/a.deb', undefined, '1')]), {}, ['install own 1 → 2']],
    ['a file that is installed', host([fileOf('/a.deb', undefined, '2')]), {}, []],
    ['a file that comes', host([fileOf('/a.deb', 'coming', '2')]), {}, ['install own 2 → 2']],
    ['rpm, which knows releases', host([has('gcc=12', '1:12-3')], { program: 'dnf' }), {}, []],
  ])('with %s', (_, current, given, changes) => {
    expect(words(current, given)).toEqual(changes);
  });

  it.each([
    [
      'no manager',
      host([has('gcc')], { program: '' }),
      {},
      'No package manager that is known is on this host: looked for apt-get, dnf, yum, zypper, apk (gcc)',
    ],
    [
      'another manager',
      host([has('gcc')], { program: 'pacman' }),
      {},
      'looked for apt-get, dnf, yum, zypper, apk, and there is pacman (gcc)',
    ],
    [
      'a manager that is not there',
      host([has('gcc')], { program: '' }),
      { manager: 'dnf' },
      'dnf, yum (gcc)',
    ],
    [
      'to purge by rpm',
      host([has('gcc', '12')], { program: 'zypper' }),
      { state: 'absent', purge: true },
      'zypper has no purge: rpm keeps changed configuration files as .rpmsave',
    ],
    [
      'to hold without the plugin',
      host([has('gcc', '12')], { program: 'dnf', canHold: false }),
      { hold: true },
      'dnf cannot hold packages on this host: it lacks a plugin',
    ],
    [
      'another version of what is held',
      host([held('gcc=13', '12')]),
      {},
      'gcc is held at 12, so it does not become 13',
    ],
    [
      'a file that is not there',
      host([fileOf('/a.deb', 'absent')]),
      {},
      'There is no file /a.deb on the host',
    ],
    ['a file that is none', host([fileOf('/a.deb', 'unreadable')]), {}, 'cannot be read as a package'],
    [
      'the file of another manager',
      host([fileOf('/a.rpm')]),
      {},
      '/a.rpm is no package of apt, whose files end in .deb',
    ],
    ['a user', host([has('gcc'), has('make', '4')], { isRoot: false }), {}, 'Only root can install gcc'],
    [
      'what others need',
      host([has('gcc', '12')], { dependents: ['g++'] }),
      { state: 'absent' },
      'Without gcc these would go too: g++',
    ],
  ])('refuses %s', (_, current, given, message) => {
    expect(() => words(current, given)).toThrow(message);
  });

  it('says what to run by hand', () => {
    expect(() => words(host([has('gcc=13', '12')], { isRoot: false }))).toThrow(
      expect.objectContaining({
        hint: 'Set become to true, or run on the host: sudo apt-get install --no-install-recommends gcc=13',
      }),
    );
  });

  it.each([
    [['gcc', 'gcc=12'], 'name each package once'],
    [['-y'], 'is not the name of a package'],
    [['make-'], 'is not the name of a package'],
    [[], 'Too small'],
    [['/tmp/a.tar'], 'must end in .deb, .rpm or .apk'],
    [['a.deb/'], 'is not the name of a package'],
  ])('does not take the names %j', (names, message) => {
    expect(() => spec.params.parse({ names })).toThrow(message);
  });

  it.each([
    [{ names: ['gcc=12'], state: 'latest' }, 'a version can be given with state present only'],
    [{ names: ['/a.deb'], state: 'absent' }, 'a file can be given with state present only'],
    [{ names: ['gcc'], purge: true }, 'must be absent for purge and autoremove'],
    [{ names: ['gcc'], hold: true, state: 'absent' }, 'is for packages that are there'],
  ])('does not take %j', (given, message) => {
    expect(() => spec.params.parse(given)).toThrow(message);
  });

  it.each([
    'g++',
    'libstdc++6',
    'libc6:i386',
    'nginx=1.22.1-9+deb12u1',
    'sl=1:2~b',
    'NetworkManager=1:1.40.0-1.el9_1',
    'python3.11:x86_64',
    '/srv/packages/a b.rpm',
  ])('takes the name %s', (name) => {
    expect(spec.params.parse({ names: [name] }).names).toEqual([name]);
  });
});

describe('the progress of apt', () => {
  it.each([
    ['Setting up hello (2.10-3) ...', 'setting up hello'],
    ['Unpacking libc6:amd64 (2.36-9) ...', 'unpacking libc6:amd64'],
    [
      'Get:1 http://mirror.example/debian bookworm/main amd64 hello amd64 2.10-3 [53.1 kB]',
      'downloading hello',
    ],
    ['Reading package lists...', undefined],
  ])('reads %j', (line, text) => {
    expect(aptProgress(line)?.text).toBe(text);
  });
});

const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;

describe.skipIf(!isDebianRoot)('on this machine, as root of a Debian', () => {
  it.each(['sh', 'bash', 'busybox sh', 'mksh'])('one look tells what is there, in %s', async (shell) => {
    const { outcomes, result } = await runHere(
      [
        packages('shell', { names: ['dash'] }),
        packages('much', { names: ['dash', 'no-such-package-here', 'sl'] }),
      ],
      { shell, check: true },
    );
    expect(result.hosts[0]?.tasks[1]?.outcome).toMatchObject({
      changes: [{ summary: expect.stringContaining('install no-such-package-here') }],
    });
    expect(outcomes).toEqual({ shell: 'ok', much: 'changed' });
  });
});
