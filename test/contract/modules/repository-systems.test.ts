import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { transaction } from '../../../src/core/task.ts';
import { assert } from '../../../src/modules/assert.ts';
import { packages } from '../../../src/modules/packages.ts';
import { repository } from '../../../src/modules/repository.ts';
import { type MachineCopy, noMachineCopy } from '../../support/machine-copy.ts';
import { aptPool } from './apt-pool.ts';
import { rpmPool } from './rpm-pool.ts';

const sign = `export GNUPGHOME=/pool/gpg; mkdir -p -m 700 "$GNUPGHOME"
gpg -q --batch --pinentry-mode loopback --passphrase '' --quick-gen-key "$1" rsa3072 sign never 2>/dev/null`;

type Source = z.input<typeof repository.spec.params>['source'];

interface System {
  readonly is: Source['is'];
  readonly programs: readonly string[];
  readonly pool: () => Promise<MachineCopy>;
  /** How the manager is told of the pool. */
  readonly source: Source;
  /** Signs the pool by the key of the user id `$1`. */
  readonly signed: string;
  /** Prints what is offered of a package. */
  readonly known: string;
}

const systems: readonly System[] = [
  {
    is: 'apt',
    programs: ['apt-get', 'dpkg-deb', 'gpg'],
    pool: aptPool,
    source: { is: 'apt', uris: ['file:/pool/repo'], suites: ['./'] },
    signed: `cd /pool/repo; printf 'SHA256:\\n %s %s Packages\\n' "$(sha256sum Packages | cut -d ' ' -f 1)" "$(stat -c %s Packages)" >Release
gpg -q --batch --yes -u "$1" --clearsign -o InRelease Release`,
    known: 'apt-cache madison pool-tool',
  },
  {
    is: 'dnf',
    programs: ['dnf', 'rpmbuild', 'createrepo_c', 'gpg'],
    pool: () => rpmPool('fedora'),
    source: { is: 'dnf', baseurl: ['file:///pool/repo'], gpgcheck: false, repoGpgcheck: true },
    signed: 'gpg -q --batch --yes -u "$1" --armor --detach-sign /pool/repo/repodata/repomd.xml',
    known: 'dnf -q -y --refresh list --available pool-tool 2>&1 || :',
  },
  {
    is: 'zypper',
    programs: ['zypper', 'rpmbuild', 'createrepo_c', 'gpg'],
    pool: () => rpmPool('opensuse-leap'),
    source: { is: 'zypper', baseurl: ['file:///pool/repo'], gpgcheck: false, repoGpgcheck: true },
    signed: 'gpg -q --batch --yes -u "$1" --armor --detach-sign /pool/repo/repodata/repomd.xml',
    known: 'zypper -n --no-refresh search -s pool-tool 2>&1 || :',
  },
];

describe.each(systems)('a repository of $is', ({ programs, pool: made, source, signed, known }) => {
  const why = noMachineCopy(programs);
  let pool: MachineCopy;
  let key = '';
  let other = '';
  beforeAll(async () => {
    if (why !== undefined) return;
    pool = await made();
    await pool.on(
      'rm -f /etc/apt/sources.list /etc/yum.repos.d/* /etc/zypp/repos.d/*; rm -rf /var/lib/apt/lists/* /var/cache/zypp/*; chmod -R a+rX /pool',
    );
    for (const one of ['ours@example.org', 'other@example.org']) await pool.on(sign, one);
    const exported = (one: string) => pool.on('GNUPGHOME=/pool/gpg gpg --armor --export "$1"', one);
    [key, other] = [await exported('ours@example.org'), await exported('other@example.org')];
    await pool.on(`export GNUPGHOME=/pool/gpg; ${signed}`, 'ours@example.org');
  });
  afterAll(() => pool?.[Symbol.asyncDispose]());
  beforeEach(({ skip }) => {
    if (why !== undefined) skip(why);
  });
  const ours = (more: object = {}) =>
    repository('r', { name: 'ours', source: { ...source }, key: { text: key }, ...more });
  const outcome = async (task: ReturnType<typeof ours>) => (await pool.runThere([task])).outcomes['r'];
  const knows = async () => /pool-tool[^]*1\.0/.test(await pool.on(known));
  const state = () =>
    pool.on(
      'cat /etc/apt/sources.list.d/* /etc/yum.repos.d/* /etc/zypp/repos.d/* 2>/dev/null; ls /etc/apt/keyrings/* /etc/pki/rpm-gpg/* 2>/dev/null || :',
    );

  // The first: a key that was taken once is known to rpm from then on.
  it('is not trusted when another key has signed it', async () => {
    const { outcomes } = await pool.runThere([
      ours({ key: { text: other } }),
      packages('p', { names: ['pool-tool'] }),
    ]);
    expect(Object.values(outcomes).join()).toMatch(/failed/);
    await pool.runThere([ours({ state: 'absent' })]);
  });

  it('is known with its packages once it is there, and not when it is gone', async () => {
    const before = await state();
    expect(await knows()).toBe(false);
    expect(await outcome(ours())).toBe('changed');
    expect(await knows()).toBe(true);
    expect(await outcome(ours())).toBe('ok');
    expect(await outcome(ours({ state: 'absent', key: undefined }))).toBe('changed');
    expect(await knows()).toBe(false);
    expect(await state()).toBe(before);
    expect(await outcome(ours({ state: 'absent', key: undefined }))).toBe('ok');
  });

  it('brings packages, in the same run', async () => {
    const { outcomes } = await pool.runThere([ours(), packages('p', { names: ['pool-tool'] })]);
    expect(outcomes).toEqual({ r: 'changed', p: 'changed' });
    await pool.runThere([
      packages('p', { names: ['pool-tool'], state: 'absent' }),
      ours({ state: 'absent' }),
    ]);
  });

  it('is as it was when its transaction fails', async () => {
    const fails = assert('fails', { that: false, message: 'it fails' });
    const before = await state();
    const fresh = await pool.runThere([transaction('t', [ours(), fails])]);
    expect(fresh.result.hosts[0]?.rolledBack).toMatchObject([{ left: [] }]);
    expect([await state(), await knows()]).toEqual([before, false]);
    await outcome(ours());
    const there = await state();
    const tasks = [
      ours({ source: { ...source, options: { Gone: 'yes' } } }),
      ours({ state: 'absent' }),
      fails,
    ];
    const changed = await pool.runThere([transaction('t', tasks)]);
    expect(changed.result.hosts[0]?.rolledBack).toMatchObject([{ left: [] }]);
    expect([await state(), await knows()]).toEqual([there, true]);
    await outcome(ours({ state: 'absent' }));
  });
});
