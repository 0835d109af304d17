import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../src/core/task.ts';
import { assert } from '../../../src/modules/assert.ts';
import { service } from '../../../src/modules/service.ts';
import { type MachineCopy, machineCopy, noMachineCopy } from '../../support/machine-copy.ts';

/** Ends at once when its configuration is `broken`. */
const program = `#!/bin/sh
! grep -q broken /etc/herd.conf || { echo "herd.conf is broken" >&2; exit 3; }
cp /etc/herd.conf /run/herd.read
while :; do sleep 0.2; done
`;

const header = `### BEGIN INIT INFO
# Provides: herd
# Required-Start: $remote_fs
# Required-Stop: $remote_fs
# Default-Start: 2 3 4 5
# Default-Stop: 0 1 6
# Short-Description: a herd
### END INIT INFO`;

const sysvScript = `#!/bin/sh
${header}
PIDFILE=/run/herd.pid
case $1 in
  start) start-stop-daemon --start --quiet --background --make-pidfile --pidfile $PIDFILE --exec /usr/local/bin/herd ;;
  stop) start-stop-daemon --stop --quiet --oknodo --retry TERM/5/KILL/5 --remove-pidfile --pidfile $PIDFILE ;;
  reload) ! grep -q broken /etc/herd.conf || { echo "herd.conf is broken" >&2; exit 1; }; cp /etc/herd.conf /run/herd.read ;;
  restart) "$0" stop && "$0" start ;;
  status) [ -f $PIDFILE ] || exit 3; grep -q '^State:.[^ZX]' "/proc/$(cat $PIDFILE)/status" 2>/dev/null || exit 1 ;;
  *) exit 2 ;;
esac
`;

/** Debian's OpenRC finds a process by the program that it is: a script would not be found again. */
const openrcScript = `#!/sbin/openrc-run
command=/usr/local/bin/herd.bin
command_args=1000
command_background=yes
pidfile=/run/herd.pid
extra_started_commands=reload
reload() { if grep -q broken /etc/herd.conf; then eerror "herd.conf is broken"; return 1; fi; cp /etc/herd.conf /run/herd.read; }
start_pre() {
  if grep -q broken /etc/herd.conf; then eerror "herd.conf is broken"; return 1; fi
  cp /etc/herd.conf /run/herd.read
}
`;

/** Prints the number of its process while that lives. */
const living = `p=$(cat /run/herd.pid 2>/dev/null) && grep -q '^State:.[^ZX]' "/proc/$p/status" 2>/dev/null && echo "$p" || :`;

const systems = [
  {
    is: 'sysv',
    programs: ['update-rc.d', 'start-stop-daemon'],
    script: sysvScript,
    boot: 'ls /etc/rc3.d | grep herd || :',
    on: 'S01herd\n',
    crashed: 'changed',
    before: 'rm -f /sbin/rc-service /sbin/openrc /sbin/insserv',
  },
  {
    is: 'openrc',
    programs: ['rc-service', 'rc-update'],
    script: openrcScript,
    boot: 'ls /etc/runlevels/default | grep herd || :',
    on: 'herd\n',
    // Debian's OpenRC has a start-stop-daemon that is not its own, and notices no crash.
    crashed: 'ok',
    // What the boot of a host by OpenRC would leave there.
    before: 'mkdir -p /run/openrc; echo default >/run/openrc/softlevel; openrc default >/dev/null 2>&1 || :',
  },
] as const;

describe.each(systems)('a service by $is', ({ is, programs, script, boot, on, before, crashed }) => {
  const why = noMachineCopy(programs);
  let copy: MachineCopy;
  beforeAll(async () => {
    if (why !== undefined) return;
    copy = await machineCopy();
    await copy.on('rm -rf /run/systemd/system');
    await copy.on(
      'printf %s "$1" >/usr/local/bin/herd; chmod 755 /usr/local/bin/herd; cp /bin/sleep /usr/local/bin/herd.bin',
      program,
    );
    await copy.on('printf %s "$1" >/etc/init.d/herd; chmod 755 /etc/init.d/herd', script);
    await copy.on(before);
  });
  afterAll(() => copy?.[Symbol.asyncDispose]());
  beforeEach(async ({ skip }) => {
    if (why !== undefined) skip(why);
    await copy.on(
      'echo one >/etc/herd.conf; /etc/init.d/herd stop >/dev/null 2>&1 </dev/null; rc-service herd zap >/dev/null 2>&1; rm -f /run/herd.pid; rm -f /etc/rc?.d/*herd /etc/runlevels/*/herd',
    );
  });
  const herd = (more: object = {}) => service('s', { name: 'herd', ...more });
  const outcome = async (task: ReturnType<typeof herd>) => (await copy.runThere([task])).outcomes['s'];
  const pid = () => copy.on(living);
  const fails = assert('fails', { that: false, message: 'it fails' });

  it('is started and stopped, by whoever runs the host', async () => {
    expect(await pid()).toBe('');
    expect(await outcome(herd())).toBe('changed');
    const first = await pid();
    expect(first).not.toBe('');
    expect(await outcome(herd())).toBe('ok');
    expect(await pid()).toBe(first);
    expect(await outcome(herd({ state: 'stopped' }))).toBe('changed');
    expect(await pid()).toBe('');
    expect(await outcome(herd({ state: 'stopped' }))).toBe('ok');
  });

  it('lives on when the run is over', async () => {
    await outcome(herd({ manager: { is } }));
    expect(await copy.on('ps -o stat= -p "$(cat /run/herd.pid)"')).toMatch(/^S/);
  });

  const after = herd({ restartAfter: ['/etc/herd.conf'] });

  it('is restarted when it is asked for, and when a file is newer', async () => {
    await outcome(herd());
    const first = await pid();
    expect(await outcome(herd({ state: 'restarted' }))).toBe('changed');
    const second = await pid();
    expect(second).not.toBe(first);
    expect(await outcome(after)).toBe('ok');
    await copy.on('echo two >/etc/herd.conf');
    expect(await outcome(after)).toBe('changed');
    expect(await copy.on('cat /run/herd.read')).toBe('two\n');
    expect(await outcome(after)).toBe('ok');
  });

  it('is found by a pid file without an end of line', async () => {
    await outcome(herd());
    await copy.on('printf %s "$(cat /run/herd.pid)" >/run/herd.new && mv /run/herd.new /run/herd.pid');
    await copy.on('echo two >/etc/herd.conf');
    expect(await outcome(after)).toBe('changed');
    expect(await outcome(after)).toBe('ok');
  });

  it('is reloaded in place, and restarted where its script knows no reload', async () => {
    await outcome(herd());
    const first = await pid();
    await copy.on('echo two >/etc/herd.conf');
    expect(await outcome(herd({ state: 'reloaded' }))).toBe('changed');
    expect([await pid(), await copy.on('cat /run/herd.read')]).toEqual([first, 'two\n']);
    await copy.on('echo broken >/etc/herd.conf');
    expect(await outcome(herd({ state: 'reloaded' }))).toMatch(/^failed: [^]*herd\.conf is broken/);
    expect(await pid()).toBe(first);
    await copy.on(
      "echo three >/etc/herd.conf; cp -p /etc/init.d/herd /root/herd; sed -i '/reload/d' /etc/init.d/herd",
    );
    expect(await outcome(herd({ state: 'reloaded' }))).toBe('changed');
    await copy.on('cp -p /root/herd /etc/init.d/herd');
    expect(await pid()).not.toBe(first);
    expect(await copy.on('cat /run/herd.read')).toBe('three\n');
  });

  it('is started again when its process has died, where its status tells', async () => {
    await outcome(herd());
    await copy.on(`kill -9 "$(cat /run/herd.pid)"; while [ -n "$(${living})" ]; do :; done`);
    expect(await outcome(herd())).toBe(crashed);
  });

  it('is started at boot, or not', async () => {
    const enabled = (value: boolean) => herd({ manager: { is: 'init', enabled: value } });
    expect(await outcome(enabled(true))).toBe('changed');
    expect(await copy.on(boot)).toBe(on);
    expect(await outcome(enabled(true))).toBe('ok');
    expect(await outcome(enabled(false))).toBe('changed');
    expect(await copy.on(boot)).not.toBe(on);
    expect(await outcome(enabled(false))).toBe('ok');
  });

  it('is as it was when its transaction fails', async () => {
    const links = 'ls /etc/rc?.d /etc/runlevels/* 2>/dev/null || :';
    const was = await copy.on(links);
    const started = await copy.runThere([
      transaction('t', [herd({ manager: { is, enabled: true } }), fails]),
    ]);
    expect(started.result.hosts[0]?.rolledBack).toMatchObject([{ left: [] }]);
    expect([await pid(), await copy.on(links)]).toEqual(['', was]);
    await outcome(herd());
    const stopped = await copy.runThere([transaction('t', [herd({ state: 'stopped' }), fails])]);
    expect(stopped.result.hosts[0]?.rolledBack).toMatchObject([{ left: [] }]);
    expect(await pid()).not.toBe('');
  });

  it('says when it does not start, and when it is not there', async () => {
    await copy.on('echo broken >/etc/herd.conf');
    expect(await outcome(herd())).toMatch(/^failed: /);
    const none = (more: object) => service('s', { name: 'no-such', ...more });
    expect(await outcome(none({}))).toBe('failed: There is no init script /etc/init.d/no-such');
    expect(await outcome(none({ state: 'stopped' }))).toBe('ok');
  });
});
