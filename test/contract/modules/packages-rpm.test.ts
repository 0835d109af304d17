import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../src/core/task.ts';
import { assert } from '../../../src/modules/assert.ts';
import { packages } from '../../../src/modules/packages.ts';
import { noMachineCopy } from '../../support/machine-copy.ts';
import { type RpmPool, rpmPool } from './rpm-pool.ts';

const managers = [
  { manager: 'dnf', distribution: 'fedora', lock: '/var/lib/dnf/rpmdb_lock.pid' },
  { manager: 'zypper', distribution: 'opensuse-leap', lock: '/run/zypp.pid' },
] as const;

describe.each(managers)('packages by $manager', ({ manager, distribution, lock }) => {
  const why = noMachineCopy([manager, 'rpmbuild', 'createrepo_c']);
  let pool: RpmPool;
  beforeAll(async () => {
    if (why === undefined) pool = await rpmPool(distribution);
  });
  afterAll(() => pool?.[Symbol.asyncDispose]());
  beforeEach(async ({ skip }) => {
    if (why !== undefined) skip(why);
    await pool.on(
      'rm -f /etc/zypp/locks; [ ! -e /etc/dnf/plugins/versionlock.list ] || : >/etc/dnf/plugins/versionlock.list; all=$(rpm -qa | grep pool- | grep -v pool-base) && rpm -e --nodeps $all; rm -f /pool/repo/pool-tool-2.0.rpm; createrepo_c -q /pool/repo; zypper -q -n refresh -f >/dev/null 2>&1; dnf -q clean expire-cache >/dev/null 2>&1 || :',
    );
  });
  const have = (names: readonly string[], more: object = {}) => packages('p', { names: [...names], ...more });
  const outcome = async (task: ReturnType<typeof have>) => (await pool.runThere([task])).outcomes['p'];
  const failing = assert('fails', { that: false, message: 'it fails' });

  it('installs what is missing with what that needs, and is then content', async () => {
    const check = await pool.runThere([have(['pool-app', 'pool-tool'])], { check: true });
    expect(check.result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
      changes: [{ summary: 'install pool-app, pool-tool' }],
    });
    expect(await pool.version('pool-app')).toBe('');
    expect(await outcome(have(['pool-app', 'pool-tool']))).toBe('changed');
    expect([await pool.version('pool-app'), await pool.version('pool-lib')]).toEqual(['1.0', '1.0']);
    expect(await outcome(have(['pool-app', 'pool-tool']))).toBe('ok');
  });

  it('is chosen where it is named, whatever the distribution', async () => {
    await pool.on('cp /etc/os-release /pool/os-release; echo ID=debian >/etc/os-release');
    const done = await outcome(have(['pool-tool'], { manager }));
    await pool.on('cp /pool/os-release /etc/os-release');
    expect(done).toBe('changed');
    expect(await pool.version('pool-tool')).toBe('1.0');
  });

  it('makes packages as new as can be', async () => {
    expect(await outcome(have(['pool-tool'], { state: 'latest' }))).toBe('changed');
    await pool.offer('pool-tool-2.0');
    const newest = have(['pool-tool'], { state: 'latest', updateCache: true });
    const check = await pool.runThere([newest], { check: true });
    expect(check.result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
      changes: [{ summary: 'upgrade pool-tool 1.0-1 → 2.0-1' }],
    });
    expect(await outcome(newest)).toBe('changed');
    expect(await pool.version('pool-tool')).toBe('2.0');
    expect(await outcome(newest)).toBe('ok');
  });

  it('goes to the very version, up and down, with or without its release', async () => {
    await pool.offer('pool-tool-2.0');
    for (const [name, version] of [
      ['pool-tool=2.0', '2.0'],
      ['pool-tool=1.0-1', '1.0'],
      ['pool-tool=2.0-1', '2.0'],
    ] as const) {
      expect(await outcome(have([name], { updateCache: true }))).toBe('changed');
      expect(await pool.version('pool-tool')).toBe(version);
      expect(await outcome(have([name]))).toBe('ok');
    }
  });

  it('installs a file on the host, another version of it too', async () => {
    for (const [version, done] of [
      ['1.0', 'changed'],
      ['2.0', 'changed'],
      ['2.0', 'ok'],
      ['1.0', 'changed'],
    ] as const) {
      const task = have([`/pool/all/pool-own-${version}.rpm`], { allowUnsigned: true });
      expect(await outcome(task)).toBe(done);
      expect(await pool.version('pool-own')).toBe(version);
    }
  });

  it('refuses files that are not there or hold no package', async () => {
    await pool.on('echo none >/pool/all/none.rpm');
    expect(await outcome(have(['/pool/all/absent.rpm']))).toContain('There is no file /pool/all/absent.rpm');
    expect(await outcome(have(['/pool/all/none.rpm']))).toContain('cannot be read as a package');
  });

  it('removes packages, but not what needs them', async () => {
    await outcome(have(['pool-app']));
    expect(await outcome(have(['pool-lib'], { state: 'absent' }))).toBe(
      'failed: Without pool-lib these would go too: pool-app',
    );
    const gone = have(['pool-lib', 'pool-app', 'pool-tool'], { state: 'absent' });
    expect(await outcome(gone)).toBe('changed');
    expect([await pool.version('pool-app'), await pool.version('pool-lib')]).toEqual(['', '']);
    expect(await outcome(gone)).toBe('ok');
  });

  it('removes what came along too when it is asked to, and only then', async () => {
    await outcome(have(['pool-app']));
    expect(await outcome(have(['pool-app'], { state: 'absent' }))).toBe('changed');
    expect(await pool.version('pool-lib')).toBe('1.0');
    await pool.on('rpm -e pool-lib');
    await outcome(have(['pool-app']));
    const both = have(['pool-app'], { state: 'absent', autoremove: true });
    const check = await pool.runThere([both], { check: true });
    expect(check.result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
      changes: [{ summary: 'remove pool-app, and what nothing needs any more: pool-lib' }],
    });
    expect(await outcome(both)).toBe('changed');
    expect(await pool.version('pool-lib')).toBe('');
  });

  it('holds packages where they are, and lets them go', async ({ skip }) => {
    if (!(await pool.canHold())) skip('dnf-plugins-core was not to be had');
    expect(await outcome(have(['pool-tool'], { hold: true }))).toBe('changed');
    expect(await outcome(have(['pool-tool'], { hold: true }))).toBe('ok');
    expect(await pool.version('pool-tool')).toBe('1.0');
    await pool.offer('pool-tool-2.0');
    const newest = (more: object) => have(['pool-tool'], { state: 'latest', updateCache: true, ...more });
    expect(await outcome(newest({}))).toBe('ok');
    expect(await outcome(have(['pool-tool=2.0']))).toContain('pool-tool is held at 1.0-1');
    expect(await outcome(have(['pool-tool=2.0'], { hold: true }))).toBe('changed');
    expect(await pool.version('pool-tool')).toBe('2.0');
    expect(await outcome(have(['pool-tool=2.0'], { hold: true }))).toBe('ok');
    expect(await outcome(have(['pool-tool'], { hold: false }))).toBe('changed');
    expect(await outcome(have(['pool-tool'], { hold: false }))).toBe('ok');
  });

  it('refuses to purge, which it cannot', async () => {
    expect(await outcome(have(['pool-tool'], { state: 'absent', purge: true }))).toContain(
      `${manager} has no purge`,
    );
  });

  it('waits while another program holds the lock, and not for ever', async () => {
    // A live process is taken for one of the same manager.
    await pool.on('sleep 6 >/dev/null 2>&1 & printf %s $! >"$1"', lock);
    const impatient = await outcome(have(['pool-tool'], { lockTimeoutMs: 1000 }));
    expect(impatient).toMatch(/^failed: (?:.|\n)*(?:lock|another|existing)/i);
    expect(await outcome(have(['pool-tool']))).toBe('changed');
  });

  it('says why a package cannot be had', async () => {
    expect(await outcome(have(['no-such-package-here']))).toMatch(/^failed: (?:.|\n)*no-such-package-here/);
  });

  it('takes back what a transaction has installed and upgraded', async ({ skip }) => {
    if (!(await pool.canHold())) skip('dnf-plugins-core was not to be had');
    await outcome(have(['pool-tool=1.0']));
    await pool.offer('pool-tool-2.0');
    const both = have(['pool-app', 'pool-tool'], { state: 'latest', updateCache: true, hold: true });
    const { result } = await pool.runThere([transaction('t', [both, failing])]);
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
    expect([await pool.version('pool-app'), await pool.version('pool-tool')]).toEqual(['', '1.0']);
    expect(await outcome(have(['pool-tool'], { hold: false }))).toBe('ok');
  });

  it('brings back what a transaction has removed', async () => {
    await outcome(have(['pool-app']));
    const gone = have(['pool-app'], { state: 'absent', autoremove: true });
    const { result } = await pool.runThere([transaction('t', [gone, failing])]);
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
    expect([await pool.version('pool-app'), await pool.version('pool-lib')]).toEqual(['1.0', '1.0']);
  });
});
