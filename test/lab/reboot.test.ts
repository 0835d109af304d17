import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { command } from '../../src/modules/command.ts';
import { reboot } from '../../src/modules/reboot.ts';
import { type ModuleLab, moduleLab } from '../support/module-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();
const slowUnit = `[Unit]
After=ssh.service
[Service]
ExecStart=/bin/sh -c 'sleep 2; touch /run/ready'
[Install]
WantedBy=multi-user.target
`;

describe.skipIf(why !== undefined)(`the restart of a real host ${why ?? ''}`, () => {
  let lab: ModuleLab;
  beforeAll(async () => {
    lab = await moduleLab({
      directory: '/var/lib/drover-lab-reboot',
      name: 'droverboo',
      prefix: 'boot',
      subnet: '10.84.0.0/24',
    });
    lab.on('cat >/etc/systemd/system/slow.service; systemctl enable slow', slowUnit);
  });
  afterAll(() => lab?.[Symbol.asyncDispose]());
  const bootId = () => lab.on('cat /proc/sys/kernel/random/boot_id').trim();

  it('is foreseen by a check, which restarts nothing', async () => {
    const before = bootId();
    const { outcomes } = await lab.runThere([reboot('restart', {})], { check: true });
    expect(outcomes).toEqual({ restart: 'changed' });
    expect(bootId()).toBe(before);
  });

  it('is over when the host answers with a new boot id and its test succeeds', async () => {
    const before = bootId();
    lab.on('touch /run/before');
    const after = command('after', { script: sh`[ ! -e /run/before ] && [ -e /run/ready ]` });
    const restart = reboot('restart', { test: sh`[ -e /run/ready ]` });
    const { outcomes } = await lab.runThere([restart, after]);
    expect(outcomes).toEqual({ restart: 'changed', after: 'changed' });
    expect(bootId()).not.toBe(before);
  });

  it('is done when the host asks for it, and then no more', async () => {
    const task = reboot('restart', { onlyWhenRequired: true });
    const before = bootId();
    expect((await lab.runThere([task])).outcomes).toEqual({ restart: 'ok' });
    lab.on('touch /run/reboot-required');
    expect((await lab.runThere([task])).outcomes).toEqual({ restart: 'changed' });
    expect(bootId()).not.toBe(before);
    expect((await lab.runThere([task])).outcomes).toEqual({ restart: 'ok' });
  });

  it('fails in time when the host does not restart, or is not ready', async () => {
    const idle = reboot('restart', { command: sh`:`, timeoutMs: 1500 });
    expect((await lab.runThere([idle])).outcomes['restart']).toBe(
      'failed: The host did not restart within 1.5 s',
    );
    const unready = reboot('restart', { test: sh`[ -e /run/never ]`, timeoutMs: 8000 });
    expect((await lab.runThere([unready])).outcomes['restart']).toBe(
      'failed: The host has restarted, and its test did not succeed within 8 s',
    );
  });

  it('ends with the time of its task', async () => {
    const unready = reboot('restart', { test: sh`[ -e /run/never ]` }, { timeoutMs: 3000 });
    expect((await lab.runThere([unready])).outcomes['restart']).toMatch(
      /^failed: "restart" was not done on /,
    );
  });

  it('says what kept the host from it', async () => {
    const refused = reboot('restart', { command: sh`echo "not now" >&2; exit 4` });
    expect((await lab.runThere([refused])).outcomes['restart']).toContain('failed: not now (exit code 4)');
  });
});
