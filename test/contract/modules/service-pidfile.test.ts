import { chmod, mkdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../../src/core/task.ts';
import { file } from '../../../src/modules/file.ts';
import { service } from '../../../src/modules/service.ts';
import { runHere } from '../../support/local-host.ts';
import { type ADaemon, aDaemon } from './a-daemon.ts';

const shells = ['sh', 'bash', 'busybox sh', 'mksh'];

function runs({ manager, conf }: ADaemon, more: object = {}) {
  return service('runs', { name: 'a daemon', manager: { ...manager, ...more }, restartAfter: [conf] });
}

function stopped({ manager }: ADaemon, more: object = {}) {
  return service('stopped', { name: 'a daemon', state: 'stopped', manager: { ...manager, ...more } });
}

/** The session that a process is in. */
async function sessionOf(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.replace(/^.*\) /s, '').split(' ')[3]);
}

describe('a service with a pid file', () => {
  it.each(shells)('is started, kept and stopped in %s', async (shell) => {
    await using daemon = await aDaemon();
    expect((await runHere([runs(daemon)], { shell, check: true })).outcomes).toEqual({ runs: 'changed' });
    expect(await daemon.pid()).toBeUndefined();
    expect((await runHere([runs(daemon)], { shell })).outcomes).toEqual({ runs: 'changed' });
    const pid = await daemon.pid();
    expect(pid).toBeGreaterThan(0);
    expect((await runHere([runs(daemon)], { shell })).outcomes).toEqual({ runs: 'ok' });
    expect(await daemon.pid()).toBe(pid);
    expect((await runHere([stopped(daemon)], { shell, check: true })).outcomes).toEqual({
      stopped: 'changed',
    });
    expect(await daemon.pid()).toBe(pid);
    expect((await runHere([stopped(daemon)], { shell })).outcomes).toEqual({ stopped: 'changed' });
    expect(await daemon.pid()).toBeUndefined();
    expect((await runHere([stopped(daemon)], { shell })).outcomes).toEqual({ stopped: 'ok' });
  });

  it('outlives our session, because it has one of its own', async () => {
    await using daemon = await aDaemon();
    await runHere([runs(daemon)]);
    const pid = await daemon.pid();
    expect(await sessionOf(pid)).toBe(pid);
  });

  it('may detach itself', async () => {
    await using daemon = await aDaemon('[ "$2" = child ] || { setsid "$0" "$1" child & exit 0; }');
    expect((await runHere([runs(daemon)])).outcomes).toEqual({ runs: 'changed' });
    expect(await daemon.pid()).toBeGreaterThan(0);
  });

  it('has a name of any kind', async () => {
    await using daemon = await aDaemon('', "it's $(x) – a daemon");
    expect((await runHere([runs(daemon)])).outcomes).toEqual({ runs: 'changed' });
    expect((await runHere([runs(daemon)])).outcomes).toEqual({ runs: 'ok' });
  });

  it('is not taken for another process that has got its number', async () => {
    await using daemon = await aDaemon();
    await writeFile(daemon.manager.pidFile, `${process.pid}\n`);
    expect((await runHere([stopped(daemon)])).outcomes).toEqual({ stopped: 'ok' });
    expect((await runHere([runs(daemon)])).outcomes).toEqual({ runs: 'changed' });
    expect(await daemon.pid()).not.toBe(process.pid);
  });

  it('says which program its number belongs to when that never becomes its own', async () => {
    await using daemon = await aDaemon();
    const { outcomes } = await runHere([runs(daemon, { processName: 'other', startTimeoutMs: 1 })]);
    expect(outcomes['runs']).toContain('is a-daemon, not other: set processName if that is right');
    expect(await daemon.pid()).toBeUndefined();
  });

  it('is killed when it does not end, and its start waits for that', async () => {
    await using daemon = await aDaemon('stubborn=yes; trap "" TERM');
    await runHere([runs(daemon)]);
    const pid = await daemon.pid();
    await writeFile(daemon.conf, 'two');
    expect((await runHere([runs(daemon, { stopTimeoutMs: 1 })])).outcomes).toEqual({ runs: 'changed' });
    expect(await daemon.pid()).not.toBe(pid);
    expect(await daemon.serves()).toBe('two');
    expect((await runHere([stopped(daemon, { stopTimeoutMs: 1 })])).outcomes).toEqual({ stopped: 'changed' });
  });

  it('shows the end of its log when it does not start', async () => {
    await using daemon = await aDaemon();
    await writeFile(join(daemon.directory, 'log'), 'an old line\n');
    await writeFile(daemon.conf, 'broken');
    const { outcomes } = await runHere([runs(daemon)]);
    expect(outcomes['runs']).toBe('failed: a-daemon ended with exit code 3\nconf is broken (exit code 1)');
  });
});

describe('a restart', () => {
  it.each(shells)('is owed from when a file is changed until it was made, in %s', async (shell) => {
    await using daemon = await aDaemon();
    await runHere([runs(daemon)], { shell });
    const first = await daemon.pid();
    await writeFile(daemon.conf, 'two');
    const check = await runHere([runs(daemon)], { shell, check: true });
    expect(check.result.hosts[0]?.tasks[0]?.outcome).toEqual({
      is: 'changed',
      changes: [{ summary: `restarted: ${daemon.conf} changed after its start` }],
    });
    expect(await daemon.pid()).toBe(first);
    expect((await runHere([runs(daemon)], { shell })).outcomes).toEqual({ runs: 'changed' });
    expect(await daemon.serves()).toBe('two');
    expect((await runHere([runs(daemon)], { shell })).outcomes).toEqual({ runs: 'ok' });
  });

  it('is owed for a file that was put in place with an old time', async () => {
    await using daemon = await aDaemon();
    await runHere([runs(daemon)]);
    const next = join(daemon.directory, 'next');
    await writeFile(next, 'two');
    await utimes(next, 1, 1);
    await rename(next, daemon.conf);
    expect((await runHere([runs(daemon)])).outcomes).toEqual({ runs: 'changed' });
    expect(await daemon.serves()).toBe('two');
  });

  it('is not owed for a time of modification in the future', async () => {
    await using daemon = await aDaemon();
    await utimes(daemon.conf, 4e9, 4e9);
    await runHere([runs(daemon)]);
    expect((await runHere([runs(daemon)])).outcomes).toEqual({ runs: 'ok' });
  });

  it('is foreseen by a check of a task list that would change a file', async () => {
    await using daemon = await aDaemon();
    await runHere([runs(daemon)]);
    const check = await runHere([file('mode', { path: daemon.conf, mode: '0600' }), runs(daemon)], {
      check: true,
    });
    expect(check.outcomes).toEqual({ mode: 'changed', runs: 'changed' });
  });
});

describe('a service that is to be restarted', () => {
  it.each(shells)('is restarted in every run, and only said to be in a check, in %s', async (shell) => {
    await using daemon = await aDaemon();
    await runHere([runs(daemon)], { shell });
    const first = await daemon.pid();
    const again = service('again', { name: 'a daemon', state: 'restarted', manager: daemon.manager });
    const check = await runHere([again], { shell, check: true });
    expect(check.result.hosts[0]?.tasks[0]?.outcome).toEqual({
      is: 'changed',
      changes: [{ summary: 'restarted' }],
    });
    expect(await daemon.pid()).toBe(first);
    expect((await runHere([again], { shell })).outcomes).toEqual({ again: 'changed' });
    const second = await daemon.pid();
    expect(second).not.toBe(first);
    expect((await runHere([again], { shell })).outcomes).toEqual({ again: 'changed' });
    expect(await daemon.pid()).not.toBe(second);
  });

  it('is started where it does not run', async () => {
    await using daemon = await aDaemon();
    const again = service('again', { name: 'a daemon', state: 'reloaded', manager: daemon.manager });
    const { result } = await runHere([again]);
    expect(result.hosts[0]?.tasks[0]?.outcome).toMatchObject({ changes: [{ summary: 'started' }] });
    expect(await daemon.pid()).toBeGreaterThan(0);
  });
});

describe('on a host that tells the time in whole seconds only', () => {
  it('a restart is made once for each change', async () => {
    await using daemon = await aDaemon();
    const tools = join(daemon.directory, 'tools').replaceAll(' ', '\\ ');
    const shell = `env PATH=${tools}:/usr/bin:/bin sh`;
    await mkdir(join(daemon.directory, 'tools'));
    for (const tool of ['date', 'stat', 'sleep', 'tail', 'tr', 'sed', 'setsid', 'wc']) {
      await symlink('/usr/bin/busybox', join(daemon.directory, 'tools', tool));
    }
    await runHere([runs(daemon)], { shell });
    expect((await runHere([runs(daemon)], { shell })).outcomes).toEqual({ runs: 'ok' });
    await writeFile(daemon.conf, 'two');
    expect((await runHere([runs(daemon)], { shell })).outcomes).toEqual({ runs: 'changed' });
    expect(await daemon.serves()).toBe('two');
    expect((await runHere([runs(daemon)], { shell })).outcomes).toEqual({ runs: 'ok' });
  });
});

describe('in a transaction that fails', () => {
  const failing = (directory: string) => file('bad', { path: directory, state: 'file' });

  it('a service that was started is stopped', async () => {
    await using daemon = await aDaemon();
    const { result } = await runHere([transaction('t', [runs(daemon), failing(daemon.directory)])]);
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
    expect(await daemon.pid()).toBeUndefined();
  });

  it('a service that was stopped is started', async () => {
    await using daemon = await aDaemon();
    await runHere([runs(daemon)]);
    await runHere([transaction('t', [stopped(daemon), failing(daemon.directory)])]);
    expect(await daemon.pid()).toBeGreaterThan(0);
  });

  it('a service that was restarted serves with its old files again', async () => {
    await using daemon = await aDaemon();
    await chmod(daemon.conf, 0o644);
    await runHere([runs(daemon)]);
    const gone = [
      file('gone', { path: daemon.conf, state: 'absent' }),
      file('new', { path: daemon.conf }),
      runs(daemon),
      failing(daemon.directory),
    ];
    const { events } = await runHere([transaction('t', gone)]);
    expect(events.find((event) => event.is === 'transaction-rolled-back')).toMatchObject({ left: [] });
    expect(await daemon.pid()).toBeGreaterThan(0);
    expect(await daemon.serves()).toBe('one');
  });

  it('a service that its new files have broken serves with the old ones again', async () => {
    await using daemon = await aDaemon();
    await runHere([runs(daemon)]);
    const broken = file('broken', { path: daemon.conf, state: 'directory', force: true });
    const { result } = await runHere([transaction('t', [broken, runs(daemon)])]);
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
    expect(await daemon.pid()).toBeGreaterThan(0);
    expect(await daemon.serves()).toBe('one');
  });
});
