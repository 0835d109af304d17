import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cspIni } from '../../../playbooks/secure-portal/gateway/csp-ini.ts';
import type { CspKeys } from '../../../playbooks/secure-portal/gateway/edit-csp-ini.ts';
import { lockedGateway } from '../../../playbooks/secure-portal/gateway.ts';
import { superServerSettings } from '../../../playbooks/secure-portal/superserver/superserver-settings.ts';
import { variables } from '../../../playbooks/secure-portal/variables.ts';
import { type Shell, sh } from '../../../src/core/sh.ts';
import { transaction } from '../../../src/core/task.ts';
import { probe } from '../../../src/modules/probe.ts';
import { runHere } from '../../support/local-host.ts';
import { type PracticeInstance, practiceInstance } from '../../support/practice-instance.ts';

const name = 'The gateway has its settings';
const file =
  '; ours\n[SYSTEM]\nConfiguration_Initialized=once\nUnknown=kept\n[LOCAL]\nTCP_Port=1972\nPassword=]]]U1lT\n';
const wanted: CspKeys = { LOCAL: { Connection_Security_Level: '10', Password: ']]]aG9yc2U=' } };

describe('cspIni with a gateway that looks after its file', () => {
  let practice: PracticeInstance;
  let gateway: { readonly stop: () => void };
  beforeAll(async () => {
    practice = await practiceInstance('cache');
  }, 120_000);
  afterAll(() => practice.remove());
  beforeEach(() => {
    writeFileSync(practice.cspIni, file);
    chmodSync(practice.cspIni, 0o660);
    gateway = practice.tend();
  });
  afterEach(() => gateway.stop());

  const now = () => readFileSync(practice.cspIni, 'utf8').replace(/Configuration_Modified=.*\n/, '');
  const settings = (keys = wanted, reloadWithinMs = 20_000) =>
    cspIni(name, { path: practice.cspIni, keys: () => keys, reloadWithinMs });
  const edited = file.replace(']]]U1lT\n', ']]]aG9yc2U=\nConnection_Security_Level=10\n');

  it('is told by a check what would change, without a password, and nothing does', async () => {
    const { outcomes, events } = await runHere([settings()], { check: true });
    expect(outcomes[name]).toBe('changed');
    expect(JSON.stringify(events)).toContain(
      '[LOCAL] Connection_Security_Level=10, [LOCAL] Password set, not shown',
    );
    expect(now()).toBe(file);
  });

  it('sets keys, waits until the gateway has read them, and changes nothing the second time', async () => {
    const { outcomes, events } = await runHere([settings()]);
    expect(outcomes[name]).toBe('changed');
    expect(now()).toBe(edited);
    expect(statSync(practice.cspIni).mode & 0o777).toBe(0o660);
    expect(readFileSync(practice.cspIni.replace(/ini$/, 'log'), 'utf8')).toContain(
      'Reloaded and Reactivated',
    );
    expect(JSON.stringify(events)).not.toMatch(/aG9yc2U|U1lT/);
    expect((await runHere([settings()])).outcomes[name]).toBe('ok');
  });

  it('is put back when a transaction is taken back, and the gateway has read that too', async () => {
    const wrong = probe('It goes wrong', { script: sh`exit 1` });
    const { result } = await runHere([transaction('All', [settings(), wrong])]);
    expect(result.hosts[0]?.rolledBack[0]?.left).toEqual([]);
    expect(now()).toBe(file);
  });

  it('is kept as it was before the first change, for root only, unless that is taken back', async () => {
    const keep = `${practice.directory}/before/CSP.ini`;
    const keeping = (keys: CspKeys) =>
      cspIni(name, { path: practice.cspIni, keys: () => keys, reloadWithinMs: 20_000, keep });
    const wrong = probe('It goes wrong', { script: sh`exit 1` });
    await runHere([transaction('All', [keeping(wanted), wrong])]);
    expect(existsSync(keep)).toBe(false);
    writeFileSync(practice.cspIni, file.replace('kept', 'other'));
    await runHere([keeping(wanted)]);
    await runHere([keeping({ LOCAL: { TCP_Port: '1973' } })]);
    expect(readFileSync(keep, 'utf8').replace(/Configuration_Modified=.*\n/, '')).toBe(
      file.replace('kept', 'other'),
    );
    expect([statSync(keep).mode & 0o777, statSync(`${practice.directory}/before`).mode & 0o777]).toEqual([
      0o600, 0o700,
    ]);
  });

  it('waits for a reload that an earlier run has asked for', async () => {
    gateway.stop();
    writeFileSync(practice.cspIni, edited.replace('[LOCAL]', 'RELOAD=1\n[LOCAL]'));
    gateway = practice.tend();
    expect((await runHere([settings()])).outcomes[name]).toBe('changed');
    expect(now()).toBe(edited);
  });

  it('waits until a new gateway has written its stamps, so that the edit is not lost', async () => {
    gateway.stop();
    writeFileSync(practice.cspIni, file.replace('Configuration_Initialized=once\n', ''));
    gateway = practice.tend();
    expect((await runHere([settings()])).outcomes[name]).toBe('changed');
    expect(now()).toMatch(/Configuration_Initialized=/);
    expect(now()).toContain('Connection_Security_Level=10');
  });

  it('has its management pages locked down, whatever it says of servers, if the portal still answers', async () => {
    const open = file.replace('Unknown', 'System_Manager=*.*.*.*\nUnknown');
    writeFileSync(practice.cspIni, open);
    const vars = variables.parse({ inventory_hostname: 'x', csp_ini: practice.cspIni });
    const lock = (script: Shell, check = false) =>
      runHere([lockedGateway(superServerSettings(vars), probe('It answers', { script })).node], { check });
    const locked = 'The management pages of the gateway are for some addresses only';
    expect((await lock(sh`exit 1`)).result.hosts[0]?.rolledBack[0]?.left).toEqual([]);
    expect(now()).toBe(open);
    const check = await lock(sh`:`, true);
    expect(JSON.stringify(check.events)).toContain('[SYSTEM] System_Manager: *.*.*.* → 127.0.0.1');
    expect((await lock(sh`:`)).outcomes[locked]).toBe('changed');
    expect(now()).toBe(open.replace('*.*.*.*', '127.0.0.1'));
    expect((await lock(sh`:`)).outcomes[locked]).toBe('ok');
  });

  it('finds the stamps of a gateway with READONLY=1 in CSPRT.ini, and adds none', async () => {
    gateway.stop();
    const readOnly = (text: string) =>
      text.replace('Configuration_Initialized=once\n', '').replace('Unknown', 'READONLY=1\nUnknown');
    writeFileSync(practice.cspIni, readOnly(file));
    gateway = practice.tend();
    expect((await runHere([settings()])).outcomes[name]).toBe('changed');
    expect(now()).toBe(readOnly(edited));
    expect(readFileSync(practice.cspIni.replace(/\.ini$/, 'RT.ini'), 'utf8')).toMatch(
      /^\[SYSTEM\]\nConfiguration_Initialized=/,
    );
  });

  it.each([true, false])(
    'is not edited with READONLY=2, and it is said what to do (check: %s)',
    async (check) => {
      gateway.stop();
      const readOnly = file.replace('Unknown', 'READONLY=2\nUnknown');
      writeFileSync(practice.cspIni, readOnly);
      gateway = practice.tend();
      const { outcomes, result } = await runHere([settings()], { check });
      expect(outcomes[name]).toContain('says READONLY=2: its gateway may not write it');
      expect(result.hosts[0]?.error?.hint).toBe(
        'Set READONLY to 0 or 1 there, restart the web server, and run again. Or edit it by hand and restart: [LOCAL] Connection_Security_Level=10, [LOCAL] Password set, not shown.',
      );
      expect(now()).toBe(readOnly);
      expect((await runHere([settings({ LOCAL: { TCP_Port: '1972' } })], { check })).outcomes[name]).toBe(
        'ok',
      );
    },
  );

  it('says so when no gateway reads its file again, and when there is none', async () => {
    gateway.stop();
    expect((await runHere([settings(wanted, 1000)])).outcomes[name]).toContain('is its web server running');
    const { outcomes } = await runHere([cspIni(name, { path: '/nowhere/CSP.ini', keys: () => wanted })]);
    expect(outcomes[name]).toContain('/nowhere/CSP.ini is not there');
  });
});
