import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowsLook } from '../../../playbooks/portal-audit/windows-look.ts';
import playbook from '../../../playbooks/secure-clients.ts';
import { windowsFile } from '../../../playbooks/secure-portal/clients/windows/windows-file.ts';
import type { WindowsHost } from '../../../playbooks/secure-portal/clients/windows/windows-host.ts';
import { fixedKey, fixedPath } from '../../../playbooks/secure-portal/clients/windows/windows-places.ts';
import { windowsRegistry } from '../../../playbooks/secure-portal/clients/windows/windows-registry.ts';
import { windowsBack } from '../../../playbooks/secure-portal/clients/windows-back.ts';
import { windowsVariables } from '../../../playbooks/secure-portal/clients/windows-variables.ts';
import type { RunEvent } from '../../../src/core/event.ts';
import { sh } from '../../../src/core/sh.ts';
import { transaction } from '../../../src/core/task.ts';
import { probe } from '../../../src/modules/probe.ts';
import type { Observation } from '../../../src/reporters/evidence/evidence.ts';
import { run } from '../../../src/run.ts';
import { runHere } from '../../support/local-host.ts';
import { startSshd } from '../../support/sshd.ts';
import { noWine, startWineHost, type WineHost } from '../../support/wine-host.ts';

const why = noWine();
const [, windows] = playbook;
const settings = 'Program Files (x86)/Common Files/InterSystems/Cache/SSLDefs.ini';
const serverKey = 'HKLM\\SOFTWARE\\WOW6432Node\\InterSystems\\Cache\\Servers\\PROD (1)';

/** Wine's cmd and reg: what they do not have in common with those of Windows is not proven here. */
describe.skipIf(why !== undefined)(
  `Windows clients, on Wine behind sshd ${why ?? ''}`,
  { timeout: 600_000 },
  () => {
    let host: WineHost;
    let ca = '';
    beforeAll(async () => {
      host = await startWineHost();
      ca = join(host.sshd.directory, 'ca.pem');
      await writeFile(ca, '-----BEGIN CERTIFICATE-----\nTUlJ+/=\n-----END CERTIFICATE-----\n');
    }, 180_000);
    afterAll(() => host[Symbol.asyncDispose]());

    const varsOf = (own: Readonly<Record<string, unknown>>) => ({
      ...host.sshd.vars,
      inventory_hostname: 'studio1',
      ansible_connection: 'local',
      client_server: 'cache.example.org',
      client_server_names: ['10.0.0.7'],
      client_ca: ca,
      windows_servers: { 'PROD (1)': { Comment: 'R&D <main> ^ 1' } },
      ...own,
    });
    const drive = async (own: Readonly<Record<string, unknown>> = {}, check = false) => {
      if (windows === undefined) throw new Error('no play for Windows');
      const vars = varsOf(own);
      const one = { name: 'studio1', groups: ['windows_clients'], vars };
      const events: RunEvent[] = [];
      const result = await run(windows, {
        check,
        inventory: { hosts: [one], select: () => [one] },
        onEvent: (event) => events.push(event),
      });
      const [found] = result.hosts;
      const outcomes = Object.fromEntries(
        (found?.tasks ?? []).map(({ name, outcome }) => [
          name,
          outcome.is === 'failed' ? outcome.error.message : outcome.is,
        ]),
      );
      return { outcomes, report: found?.report ?? [], error: found?.error, words: JSON.stringify(events) };
    };
    const text = (path: string) => readFileSync(join(host.drive, path), 'latin1');

    it('check mode says what would change, and changes nothing', async () => {
      const { outcomes } = await drive({}, true);
      expect(outcomes).toEqual({
        'The client has the CA certificate': 'changed',
        'SSLDefs.ini asks for TLS': 'changed',
        'The server PROD (1) has its portal by HTTPS': 'changed',
        'TLS definitions of older clients were looked for in the registry': 'ok',
      });
      expect(existsSync(join(host.drive, settings))).toBe(false);
      expect(await host.cmd(`reg query "${serverKey}" 2>&1`)).toContain('Unable to find');
    });

    it('writes SSLDefs.ini in plain ASCII, the CA and the server, and changes nothing the second time', async () => {
      const first = await drive();
      expect(first.error).toBeUndefined();
      expect(text(settings)).toMatchInlineSnapshot(`
      "[cache.example.org 1972]
      Address=cache.example.org
      Port=1972
      SSLConfig=portal-tls

      [10.0.0.7 1972]
      Address=10.0.0.7
      Port=1972
      SSLConfig=portal-tls

      [portal-tls]
      Protocols=16
      VerifyPeer=1
      CAfile=C:\\ProgramData\\InterSystems\\TLS\\ca.pem
      VerifyHost=1
      "
    `);
      expect(text('ProgramData/InterSystems/TLS/ca.pem')).toBe(
        '-----BEGIN CERTIFICATE-----\r\nTUlJ+/=\r\n-----END CERTIFICATE-----\r\n',
      );
      expect(await host.cmd(`reg query "${serverKey}"`)).toMatchInlineSnapshot(`
      "Microsoft Windows 6.1.7601

      HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\InterSystems\\Cache\\Servers\\PROD (1)
          Address    REG_SZ    cache.example.org
          Comment    REG_SZ    R&D <main> ^ 1
          HTTPS    REG_SZ    1
          Port    REG_SZ    1972
          WebServerAddress    REG_SZ    cache.example.org
          WebServerPort    REG_SZ    57782

      "
    `);
      const second = await drive();
      expect(new Set(Object.values(second.outcomes))).toEqual(new Set(['ok']));
      expect(second.report).toEqual([
        'Settings C:\\Program Files (x86)\\Common Files\\InterSystems\\Cache\\SSLDefs.ini',
      ]);
    });

    it('are reported with commands that show the same, before and after', { tags: ['long'] }, async () => {
      const own = { windows_ssl_defs: 'C:\\seen\\SSLDefs.ini', windows_servers: { SEEN: {} } };
      const seen = async () => {
        const look = windowsLook(windowsVariables.parse(varsOf(own)), 'now');
        let found: readonly Observation[] = [];
        const told = probe('told', (scope) => {
          found = look.found(scope) ?? [];
          return { script: sh`:` };
        });
        await runHere([look.node, told]);
        const shown: { readonly claim: string; readonly said: string }[] = [];
        for (const { severity, found: claim, check = '' } of found) {
          shown.push({ claim: `${severity} ${claim}`, said: await host.cmd(`${check} 2>&1`) });
        }
        return shown;
      };
      const [noFile, noServer] = await seen();
      expect([noFile?.claim, noServer?.claim]).toEqual([
        'low There is no C:\\seen\\SSLDefs.ini: clients ask for no TLS by it.',
        'note It is not known to Studio and the cube.',
      ]);
      expect(noServer?.said).toContain('Unable to find');
      await drive(own);
      const [file, server] = await seen();
      expect([file?.claim, server?.claim]).toEqual([
        'fine TLS for cache.example.org, 10.0.0.7, port 1972, verified.',
        'fine Its portal is https://cache.example.org:57782.',
      ]);
      expect(file?.said).toContain('VerifyPeer=1');
      expect(server?.said).toMatch(/HTTPS +REG_SZ +1/);
    });

    it('keeps what else is in SSLDefs.ini, takes its byte order mark away, and shows no password', async () => {
      const lines = [
        '; ours',
        '[Terminal]',
        'Address=other',
        'Password=n0t-shown',
        '',
        '[portal-tls]',
        'verifypeer = 0',
        'Mine=1',
      ];
      writeFileSync(join(host.drive, settings), `\uFEFF${lines.join('\r\n')}`);
      const check = await drive({}, true);
      const { words, outcomes, error } = await drive();
      expect([error, outcomes['SSLDefs.ini asks for TLS']]).toEqual([undefined, 'changed']);
      expect(text(settings).split('\r\n').slice(0, 12)).toEqual([
        ...lines.slice(0, 6),
        'verifypeer = 1',
        'Mine=1',
        'Protocols=16',
        'CAfile=C:\\ProgramData\\InterSystems\\TLS\\ca.pem',
        'VerifyHost=1',
        '',
      ]);
      expect(words).toContain('without its byte order mark');
      expect(`${words}${check.words}`).not.toContain('n0t-shown');
      expect(new Set(Object.values((await drive()).outcomes))).toEqual(new Set(['ok']));
    });

    it('refuses what cmd cannot write, and leaves the file as it was', async () => {
      const before = readFileSync(join(host.drive, settings));
      writeFileSync(join(host.drive, settings), '; für alle\r\n');
      const { outcomes } = await drive();
      expect(outcomes['SSLDefs.ini asks for TLS']).toContain('is not plain ASCII');
      expect(readFileSync(join(host.drive, settings), 'utf8')).toBe('; für alle\r\n');
      writeFileSync(join(host.drive, settings), before);
    });

    it('reports TLS definitions of older clients, or refuses to go on', async () => {
      const old = 'HKLM\\SOFTWARE\\InterSystems\\Cache\\SSLConfigs';
      await host.cmd(`reg add "${old}\\weak" /v VerifyPeer /t REG_SZ /d 0 /f`);
      const { report, error } = await drive();
      expect(error).toBeUndefined();
      expect(report.join()).toContain('SSLConfigs: TLS definitions in the registry win over SSLDefs.ini');
      const refused = await drive({ windows_legacy: 'refuse' });
      expect(refused.error?.message).toContain('may hold TLS definitions that win over SSLDefs.ini');
      await host.cmd(`reg delete "${old}" /f`);
    });

    it('are put back to what they were before the first change, once, and not while TLS is required', {
      tags: ['long'],
    }, async () => {
      const own = {
        windows_ssl_defs: 'C:\\back\\SSLDefs.ini',
        windows_ca_file: 'C:\\back\\tls\\ca.pem',
        windows_servers: { OLD: { Comment: 'ours' }, NEW: {} },
        windows_registry: { 'HKCU\\SOFTWARE\\Back': { Mine: 'set' } },
      };
      const place = 'HKLM\\SOFTWARE\\WOW6432Node\\InterSystems\\Cache\\Servers';
      await host.cmd(
        'mkdir C:\\back',
        `reg add "${place}\\OLD" /v Address /t REG_SZ /d "other & more" /f`,
        `reg add "${place}\\OLD" /v HTTPS /t REG_DWORD /d 0 /f`,
        `reg add "${place}\\OLD" /v Kept /t REG_SZ /d yes /f`,
      );
      const before = '\uFEFF[Old]\r\nAddress=cache.example.org\r\nPort=1972\r\nPassword=n0t-shown\r\n';
      writeFileSync(join(host.drive, 'back/SSLDefs.ini'), before);
      // Directories and keys that are empty may stay.
      const empty = /^(C:\\back\\tls|HKEY_.*\\Drover.*|HKEY_.*\\SOFTWARE\\Back|reg: .*|)\r?\n/gm;
      const all = async () => {
        const told = await host.cmd(
          `reg query "${place}" /s`,
          'reg query "HKCU\\SOFTWARE\\Back" 2>&1',
          'reg query "HKLM\\SOFTWARE\\Drover" /s 2>&1',
          'reg query "HKCU\\SOFTWARE\\Drover" /s 2>&1',
          'dir /b /s C:\\back',
        );
        return `${told.replaceAll(empty, '')}${text('back/SSLDefs.ini')}`;
      };
      const old = await all();
      expect((await drive(own)).error).toBeUndefined();
      await host.cmd(`reg add "${place}\\OLD" /v Port /t REG_SZ /d 1 /f`);
      expect((await drive(own)).error).toBeUndefined();
      const secured = await all();
      const back = async (isTaken: boolean) => {
        const vars = windowsVariables.parse(varsOf(own));
        const { result, events } = await runHere([windowsBack(vars, () => isTaken)]);
        expect(JSON.stringify(events)).not.toContain('n0t-shown');
        return result.hosts[0];
      };
      expect((await back(false))?.error?.message).toContain('was not seen to take clients without TLS');
      expect(await all()).toBe(secured);
      expect((await back(true))?.error).toBeUndefined();
      expect(await all()).toBe(old);
      expect((await back(true))?.changed).toBe(0);
    });

    it('keep what was added to SSLDefs.ini since, when they are put back', { tags: ['long'] }, async () => {
      const own = { windows_ssl_defs: 'C:\\since\\SSLDefs.ini', windows_servers: {} };
      expect((await drive(own)).error).toBeUndefined();
      writeFileSync(
        join(host.drive, 'since/SSLDefs.ini'),
        `${text('since/SSLDefs.ini')}[mine]\r\nAddress=other\r\n`,
      );
      const vars = windowsVariables.parse(varsOf(own));
      await runHere([windowsBack(vars, () => true)]);
      expect(text('since/SSLDefs.ini')).toBe('[mine]\r\nAddress=other\r\n');
    });

    it('puts settings where ISC_SSLconfigurations says', async () => {
      await host.cmd(
        'reg add "HKCU\\Environment" /v ISC_SSLconfigurations /t REG_SZ /d "C:\\own\\tls.ini" /f',
      );
      const { report, error } = await drive();
      await host.cmd('reg delete "HKCU\\Environment" /v ISC_SSLconfigurations /f');
      expect([error, report]).toEqual([undefined, ['Settings C:\\own\\tls.ini']]);
      expect(text('own/tls.ini')).toContain('SSLConfig=portal-tls');
    });

    it('sets values of a DSN that the user names', async () => {
      const key = 'HKLM\\SOFTWARE\\ODBC\\ODBC.INI\\PORTAL';
      const { error } = await drive({ windows_registry: { [key]: { 'SSL Server Name': 'portal-tls' } } });
      expect(error).toBeUndefined();
      expect(await host.cmd(`reg query "${key}"`)).toContain('    SSL Server Name    REG_SZ    portal-tls');
    });

    it('are taken back with their transaction', { tags: ['long'] }, async () => {
      const there: WindowsHost = {
        address: '127.0.0.1',
        port: host.sshd.port,
        user: host.sshd.user,
        keyFile: host.sshd.clientKeyFile,
        hostKey: host.sshd.hostKeys[0],
      };
      await host.cmd('reg add "HKLM\\SOFTWARE\\Undo" /v Old /t REG_DWORD /d 5 /f');
      writeFileSync(join(host.drive, 'old.ini'), '[a]\r\nb=1\r\n');
      const file = (name: string, path: string) =>
        windowsFile(name, { host: there, where: fixedPath(path), edit: () => ['new'] });
      const registry = (name: string, key: string) =>
        windowsRegistry(name, { host: there, where: fixedKey(key), values: { Old: '1', New: '2' } });
      const { result } = await runHere([
        transaction('all or nothing', [
          file('old', 'C:\\old.ini'),
          file('new', 'C:\\undone\\new.ini'),
          registry('old key', 'HKLM\\SOFTWARE\\Undo'),
          registry('new key', 'HKLM\\SOFTWARE\\UndoNew'),
          probe('fails', { script: sh`false` }),
        ]),
      ]);
      expect(result.hosts[0]?.error?.message).toContain('"false" ended with exit code 1');
      expect(result.hosts[0]?.rolledBack[0]?.left).toEqual([]);
      expect(text('old.ini')).toBe('[a]\r\nb=1\r\n');
      expect(existsSync(join(host.drive, 'undone/new.ini'))).toBe(false);
      const values = await host.cmd('reg query "HKLM\\SOFTWARE\\Undo"');
      expect(values).toContain('    Old    REG_DWORD    0x5');
      expect(values).not.toContain('New');
      expect(await host.cmd('reg query "HKLM\\SOFTWARE\\UndoNew" 2>&1')).toContain('Unable to find');
    });

    it('are reached only by the host key that is pinned, also by its fingerprint', async () => {
      const [key = ''] = host.sshd.hostKeys;
      const digest = createHash('sha256')
        .update(Buffer.from(key.split(' ')[1] ?? '', 'base64'))
        .digest('base64');
      expect((await drive({ drover_host_key: `SHA256:${digest}` })).error).toBeUndefined();
      const other = `SHA256:${'A'.repeat(43)}`;
      expect((await drive({ drover_host_key: other })).error?.message).toContain(
        'Host key verification failed',
      );
    });

    it('that do not answer as cmd does are said to', async () => {
      await using plain = await startSshd({ config: ['ForceCommand echo hello'] });
      const { error } = await drive(plain.vars);
      expect(error?.message).toContain('did not answer as cmd does: "hello');
    });
  },
);
