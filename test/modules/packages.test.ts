import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aptProgress } from '../../src/modules/packages/apt-progress.ts';
import { packageNameOf } from '../../src/modules/packages/package-name.ts';
import type { PackageState, PackagesState } from '../../src/modules/packages/packages-state.ts';
import { packages } from '../../src/modules/packages.ts';
import { runHere } from '../support/local-host.ts';

const { spec } = packages;
const day = 24 * 60 * 60 * 1000;

function has(name: string, installed?: string, candidate?: string): PackageState {
  return { ...packageNameOf(name), installed, candidate, isRemoved: false };
}

function host(list: readonly PackageState[], more: Partial<PackagesState> = {}): PackagesState {
  return { packages: list, manager: 'apt-get', isRoot: true, listsAgeMs: 0, dependents: [], ...more };
}

function words(current: PackagesState, given: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const names = current.packages.map(({ full, version }) =>
    version === undefined ? full : `${full}=${version}`,
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
  ])('with %s', (_, current, given, changes) => {
    expect(words(current, given)).toEqual(changes);
  });

  it.each([
    [
      'another manager',
      host([has('gcc')], { manager: 'dnf' }),
      {},
      'works with apt only, and this host has dnf: gcc',
    ],
    ['no manager', host([has('gcc')], { manager: '' }), {}, 'this host has none that is known: gcc'],
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
  ])('does not take the names %j', (names, message) => {
    expect(() => spec.params.parse({ names })).toThrow(message);
  });

  it.each(['g++', 'libstdc++6', 'libc6:i386', 'nginx=1.22.1-9+deb12u1', 'sl=1:2~b'])(
    'takes the name %s',
    (name) => {
      expect(spec.params.parse({ names: [name] }).names).toEqual([name]);
    },
  );
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
