import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { file } from '../../src/modules/file.ts';
import { service } from '../../src/modules/service.ts';
import { type ModuleLab, moduleLab } from '../support/module-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();
const unitFile = '/etc/systemd/system/herd.service';
const conf = '/etc/herd.conf';

/** Says what its configuration was at the start and at each reload; ends at once when that is `broken`. */
const program = `#!/bin/sh
read_conf() { cp /etc/herd.conf /run/herd.read; }
! grep -q broken /etc/herd.conf || { echo "herd.conf is broken" >&2; exit 3; }
read_conf
trap read_conf HUP
while :; do sleep 0.1; done
`;

const unitText = (more = '') => `[Service]
ExecStart=/usr/local/bin/herd
ExecReload=/bin/kill -HUP $MAINPID
${more}
[Install]
WantedBy=multi-user.target
`;

describe.skipIf(why !== undefined)(`service by systemd on a real host ${why ?? ''}`, () => {
  let lab: ModuleLab;
  beforeAll(async () => {
    lab = await moduleLab({
      directory: '/var/lib/drover-lab-service',
      name: 'droversvc',
      prefix: 'service',
      subnet: '10.86.0.0/24',
    });
    lab.on('cat >/usr/local/bin/herd; chmod 755 /usr/local/bin/herd', program);
  });
  afterAll(() => lab?.[Symbol.asyncDispose]());
  beforeEach(() => {
    lab.on(
      `systemctl disable --now herd 2>/dev/null; systemctl reset-failed herd 2>/dev/null; rm -rf ${unitFile}.d`,
    );
    lab.on(`cat >${unitFile}; systemctl daemon-reload`, unitText());
    lab.on(`cat >${conf}`, 'one');
  });

  const herd = (manager: object = {}, more: object = {}) =>
    service('herd', { name: 'herd', manager: { is: 'systemd', ...manager }, restartAfter: [conf], ...more });
  const reads = () => lab.on('cat /run/herd.read');
  const pid = () => lab.on('systemctl show -p MainPID herd').trim();

  it('starts, enables, keeps, stops and disables', async () => {
    const check = await lab.runThere([herd({ enabled: true })], { check: true });
    expect(check.outcomes).toEqual({ herd: 'changed' });
    expect(lab.on('systemctl is-active herd; systemctl is-enabled herd')).toBe('inactive\ndisabled\n');
    expect((await lab.runThere([herd({ enabled: true })])).outcomes).toEqual({ herd: 'changed' });
    expect(lab.on('systemctl is-active herd; systemctl is-enabled herd')).toBe('active\nenabled\n');
    expect((await lab.runThere([herd({ enabled: true })])).outcomes).toEqual({ herd: 'ok' });
    const down = herd({ enabled: false }, { state: 'stopped' });
    expect((await lab.runThere([down])).outcomes).toEqual({ herd: 'changed' });
    expect(lab.on('systemctl is-active herd; systemctl is-enabled herd')).toBe('inactive\ndisabled\n');
    expect((await lab.runThere([down])).outcomes).toEqual({ herd: 'ok' });
  });

  it('restarts once after its file was changed, also right before', async () => {
    await lab.runThere([herd()]);
    for (const text of ['two', 'three', 'four']) {
      lab.on(`cat >${conf}`, text);
      expect((await lab.runThere([herd()])).outcomes).toEqual({ herd: 'changed' });
      expect(reads()).toBe(text);
      expect((await lab.runThere([herd()])).outcomes).toEqual({ herd: 'ok' });
    }
  });

  it('is not misled by the time zone of the host', async () => {
    lab.on('ln -sf /usr/share/zoneinfo/Asia/Tokyo /etc/localtime');
    expect((await lab.runThere([herd()])).outcomes).toEqual({ herd: 'changed' });
    expect((await lab.runThere([herd()])).outcomes).toEqual({ herd: 'ok' });
    lab.on(`cat >${conf}`, 'two');
    expect((await lab.runThere([herd()])).outcomes).toEqual({ herd: 'changed' });
    lab.on('rm -f /etc/localtime');
  });

  it('reloads instead where that is asked for, once', async () => {
    await lab.runThere([herd()]);
    const before = pid();
    lab.on(`cat >${conf}`, 'two');
    const { result } = await lab.runThere([herd({ reload: true })]);
    expect(result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
      changes: [{ summary: `reloaded: ${conf} changed after it was read` }],
    });
    expect(pid()).toBe(before);
    expect((await lab.runThere([herd({ reload: true })])).outcomes).toEqual({ herd: 'ok' });
  });

  it('restarts, and reloads, in every run when that is asked for', async () => {
    await lab.runThere([herd()]);
    const first = pid();
    const restarted = herd({}, { state: 'restarted' });
    expect((await lab.runThere([restarted], { check: true })).outcomes).toEqual({ herd: 'changed' });
    expect(pid()).toBe(first);
    expect((await lab.runThere([restarted])).outcomes).toEqual({ herd: 'changed' });
    const second = pid();
    expect(second).not.toBe(first);
    lab.on('rm /run/herd.read');
    expect((await lab.runThere([herd({}, { state: 'reloaded' })])).outcomes).toEqual({ herd: 'changed' });
    await expect.poll(reads, { timeout: 60_000 }).toBe('one');
    expect(pid()).toBe(second);
  });

  it('has systemd read a changed unit file before a restart, and without one', async () => {
    await lab.runThere([herd()]);
    lab.on(`cat >${unitFile}`, unitText('Environment=HERD=2'));
    const restart = herd({}, { restartAfter: [unitFile] });
    expect((await lab.runThere([restart])).outcomes).toEqual({ herd: 'changed' });
    expect(lab.on('systemctl show -p Environment herd')).toBe('Environment=HERD=2\n');
    lab.on(`cat >${unitFile}`, unitText('Environment=HERD=3'));
    const { result } = await lab.runThere([herd()]);
    expect(result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
      changes: [{ summary: 'its unit file read again by systemd' }],
    });
    expect((await lab.runThere([herd()])).outcomes).toEqual({ herd: 'ok' });
  });

  it('shows the end of the journal when it does not run', async () => {
    lab.on(`cat >${conf}`, 'broken');
    const { outcomes } = await lab.runThere([herd()]);
    expect(outcomes['herd']).toContain('herd.service does not run after its start');
    expect(outcomes['herd']).toContain('herd.conf is broken');
  });

  it('starts one that has failed too often', async () => {
    lab.on(`cat >${unitFile}; systemctl daemon-reload`, unitText('StartLimitIntervalSec=1h\nRestart=always'));
    lab.on(`cat >${conf}`, 'broken');
    lab.on('systemctl start herd; for i in 1 2 3 4 5 6; do systemctl start herd; sleep 0.2; done');
    lab.on(`cat >${conf}`, 'good');
    expect((await lab.runThere([herd()])).outcomes).toEqual({ herd: 'changed' });
  });

  it('refuses a unit that is not there, unless something before would bring it', async () => {
    const sheep = service('sheep', { name: 'sheep' });
    expect((await lab.runThere([sheep])).outcomes['sheep']).toBe('failed: There is no unit sheep.service');
    const brought = [file('unit', { path: '/etc/systemd/system/sheep.service' }), sheep];
    expect((await lab.runThere(brought, { check: true })).outcomes).toEqual({
      unit: 'changed',
      sheep: 'changed',
    });
  });

  it('is back as before when a transaction fails: stopped, or running with its old files', async () => {
    const failing = file('bad', { path: '/etc', state: 'file' });
    await lab.runThere([transaction('t', [herd({ enabled: true }), failing])]);
    expect(lab.on('systemctl is-active herd; systemctl is-enabled herd')).toBe('inactive\ndisabled\n');
    await lab.runThere([herd()]);
    const changed = [
      file('gone', { path: conf, state: 'absent' }),
      file('new', { path: conf }),
      herd({ enabled: true }),
      failing,
    ];
    const { result } = await lab.runThere([transaction('t', changed)]);
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
    expect(lab.on('systemctl is-active herd; systemctl is-enabled herd')).toBe('active\ndisabled\n');
    expect(reads()).toBe('one');
  });
});
