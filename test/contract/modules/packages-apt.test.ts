import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../src/core/task.ts';
import { assert } from '../../../src/modules/assert.ts';
import { packages } from '../../../src/modules/packages.ts';
import { noMachineCopy } from '../../support/machine-copy.ts';
import { type AptPool, aptPool } from './apt-pool.ts';

describe('packages by apt', () => {
  const why = noMachineCopy(['apt-get', 'dpkg-deb']);
  let pool: AptPool;
  beforeAll(async () => {
    if (why === undefined) pool = await aptPool();
  });
  afterAll(() => pool?.[Symbol.asyncDispose]());
  beforeEach(async ({ skip }) => {
    if (why !== undefined) skip(why);
    await pool.on(
      'apt-mark unhold pool-tool >/dev/null 2>&1; dpkg -P --force-all pool-app pool-lib pool-tool pool-own 2>/dev/null; rm -f /pool/repo/pool-tool-2.0.deb',
    );
    await pool.offer('pool-lib-1.0');
  });
  const have = (names: readonly string[], more: object = {}) => packages('p', { names: [...names], ...more });
  const outcome = async (task: ReturnType<typeof have>) => (await pool.runThere([task])).outcomes['p'];
  const failing = assert('fails', { that: false, message: 'it fails' });

  it('installs a file on the host, another version of it too', async () => {
    for (const [version, done] of [
      ['1.0', 'changed'],
      ['2.0', 'changed'],
      ['2.0', 'ok'],
      ['1.0', 'changed'],
    ] as const) {
      expect(await outcome(have([`/pool/all/pool-own-${version}.deb`]))).toBe(done);
      expect(await pool.status('pool-own')).toBe(`ii ${version}`);
    }
  });

  it('refuses files that are not there or hold no package', async () => {
    await pool.on('echo none >/pool/all/none.deb');
    expect(await outcome(have(['/pool/all/absent.deb']))).toContain('There is no file /pool/all/absent.deb');
    expect(await outcome(have(['/pool/all/none.deb']))).toContain('cannot be read as a package');
  });

  it('removes what came along too when it is asked to, and only then', async () => {
    await outcome(have(['pool-app']));
    expect(await outcome(have(['pool-app'], { state: 'absent' }))).toBe('changed');
    expect(await pool.status('pool-lib')).toBe('ii 1.0');
    await outcome(have(['pool-app']));
    const both = have(['pool-app'], { state: 'absent', autoremove: true });
    const check = await pool.runThere([both], { check: true });
    expect(check.result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
      changes: [
        { summary: expect.stringMatching(/^remove pool-app, and what nothing needs any more: .*pool-lib/) },
      ],
    });
    expect(await outcome(both)).toBe('changed');
    expect(await pool.status('pool-lib')).toBe('rc 1.0');
    expect(await outcome(both)).toBe('ok');
  });

  it('purges configuration files, those of packages that are gone too', async () => {
    await outcome(have(['pool-tool', 'pool-app']));
    await outcome(have(['pool-tool'], { state: 'absent' }));
    expect(await pool.status('pool-tool')).toBe('rc 1.0');
    const purged = have(['pool-tool', 'pool-app'], { state: 'absent', purge: true });
    expect(await outcome(purged)).toBe('changed');
    expect([await pool.status('pool-tool'), await pool.status('pool-app')]).toEqual(['', '']);
    expect(await outcome(purged)).toBe('ok');
  });

  it('holds packages where they are, and lets them go', async () => {
    expect(await outcome(have(['pool-tool'], { hold: true }))).toBe('changed');
    expect(await pool.status('pool-tool')).toBe('hi 1.0');
    expect(await outcome(have(['pool-tool'], { hold: true }))).toBe('ok');
    await pool.offer('pool-tool-2.0');
    expect(await outcome(have(['pool-tool'], { state: 'latest', updateCache: true }))).toBe('ok');
    expect(await outcome(have(['pool-tool=2.0']))).toContain('pool-tool is held at 1.0');
    expect(await outcome(have(['pool-tool=2.0'], { hold: true }))).toBe('changed');
    expect(await pool.status('pool-tool')).toBe('hi 2.0');
    expect(await outcome(have(['pool-tool'], { hold: false }))).toBe('changed');
    expect(await pool.status('pool-tool')).toBe('ii 2.0');
    expect(await outcome(have(['pool-tool'], { hold: false }))).toBe('ok');
  });

  it('takes back a hold, a file and what came along', async () => {
    await outcome(have(['/pool/all/pool-own-1.0.deb', 'pool-app']));
    const tasks = [
      have(['/pool/all/pool-own-2.0.deb']),
      have(['pool-tool'], { hold: true }),
      have(['pool-app'], { state: 'absent', autoremove: true }),
      failing,
    ];
    await pool.on('cp /pool/all/pool-own-1.0.deb /pool/repo/');
    await pool.offer('pool-own-1.0');
    const { result } = await pool.runThere([transaction('t', tasks)]);
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
    const statuses = ['pool-own', 'pool-tool', 'pool-app', 'pool-lib'].map((name) => pool.status(name));
    expect(await Promise.all(statuses)).toEqual(['ii 1.0', '', 'ii 1.0', 'ii 1.0']);
    expect(await pool.on('apt-mark showauto pool-lib')).toBe('pool-lib\n');
  });
});
