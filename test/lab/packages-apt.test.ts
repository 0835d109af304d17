import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { file } from '../../src/modules/file.ts';
import { packages } from '../../src/modules/packages.ts';
import { type ModuleLab, moduleLab } from '../support/module-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();

describe.skipIf(why !== undefined)(`packages by apt on a real host ${why ?? ''}`, () => {
  let lab: ModuleLab;
  beforeAll(async () => {
    lab = await moduleLab({
      directory: '/var/lib/drover-lab-apt',
      name: 'droverapt',
      prefix: 'apt',
      subnet: '10.96.0.0/24',
    });
  });
  afterAll(() => lab?.[Symbol.asyncDispose]());
  beforeEach(() => {
    lab.on('dpkg --configure -a; apt-get -y purge hello sl bc');
  });

  const have = (more: object = {}) => packages('have', { names: ['hello', 'bash'], ...more });
  const status = (name: string) => lab.on(`dpkg-query -W -f '\${db:Status-Status}' ${name}`);

  it('installs what is missing, without lists to begin with, and removes it', async () => {
    lab.on('rm -rf /var/lib/apt/lists/*');
    const check = await lab.runThere([have()], { check: true });
    expect(check.result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
      changes: [{ summary: 'install hello' }],
    });
    expect(status('hello')).not.toBe('installed');
    expect((await lab.runThere([have()])).outcomes).toEqual({ have: 'changed' });
    expect(status('hello')).toBe('installed');
    expect((await lab.runThere([have()])).outcomes).toEqual({ have: 'ok' });
    const gone = packages('gone', { names: ['hello', 'sl'], state: 'absent' });
    expect((await lab.runThere([gone])).outcomes).toEqual({ gone: 'changed' });
    expect(status('hello')).not.toBe('installed');
    expect((await lab.runThere([gone])).outcomes).toEqual({ gone: 'ok' });
  });

  it.each([
    ['unpacked', 'apt-get -y install libncurses6', 'true'],
    ['unpacked without what it needs', 'apt-get -y autoremove libncurses6', 'true'],
    ['unpacked, with its journal open', 'apt-get -y install libncurses6', ': >/var/lib/dpkg/updates/0001'],
  ])('finishes what an earlier run of dpkg has left %s', async (_, before, after) => {
    lab.on(`apt-get update; ${before}; cd /tmp; apt-get download sl; dpkg --unpack --force-depends sl_*.deb`);
    expect(status('sl')).toBe('unpacked');
    lab.on(after);
    const both = packages('both', { names: ['hello', 'sl'] });
    expect((await lab.runThere([both])).outcomes).toEqual({ both: 'changed' });
    expect(status('sl')).toBe('installed');
  });

  it('has the newest, which is so already', async () => {
    const newest = () => lab.runThere([packages('newest', { names: ['hello'], state: 'latest' })]);
    expect((await newest()).outcomes).toEqual({ newest: 'changed' });
    expect((await newest()).outcomes).toEqual({ newest: 'ok' });
    lab.on('touch -d "2 days ago" /var/lib/apt/lists');
    expect((await newest()).outcomes).toEqual({ newest: 'changed' });
    expect((await newest()).outcomes).toEqual({ newest: 'ok' });
  });

  it('waits while another program holds the lock', async () => {
    lab.on(
      'nohup sh -c "exec flock /var/lib/dpkg/lock-frontend sleep 3" >/dev/null 2>&1 & until ! flock -n /var/lib/dpkg/lock-frontend true; do :; done',
    );
    expect((await lab.runThere([have()])).outcomes).toEqual({ have: 'changed' });
  });

  it('says why a package cannot be had', async () => {
    const { outcomes } = await lab.runThere([packages('none', { names: ['no-such-package-here'] })]);
    expect(outcomes['none']).toContain('Unable to locate package no-such-package-here');
  });

  it('does not take along what needs a package', async () => {
    const gone = packages('gone', { names: ['openssh-sftp-server'], state: 'absent' });
    const { outcomes } = await lab.runThere([gone], { check: true });
    expect(outcomes['gone']).toMatch(
      /^failed: Without openssh-sftp-server these would go too: .*openssh-server/,
    );
  });

  it('only what a transaction has installed goes when it fails', async () => {
    lab.on('apt-get -y install sl');
    const failing = file('bad', { path: '/etc', state: 'file' });
    const both = packages('both', { names: ['hello', 'sl'] });
    const { result } = await lab.runThere([transaction('t', [both, failing])]);
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
    expect([status('hello'), status('sl')]).toEqual(['', 'installed']);
  });

  it('what a transaction has removed is there again when it fails', async () => {
    lab.on('apt-get -y install sl');
    const failing = file('bad', { path: '/etc', state: 'file' });
    const gone = packages('gone', { names: ['sl'], state: 'absent' });
    const { result } = await lab.runThere([transaction('t', [gone, failing])]);
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
    expect(status('sl')).toBe('installed');
  });
});
