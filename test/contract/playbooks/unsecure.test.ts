import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import superserver from '../../../playbooks/secure-superserver.ts';
import unsecured from '../../../playbooks/unsecure-portal.ts';
import type { Play } from '../../../src/core/play.ts';
import { type RunOptions, run } from '../../../src/run.ts';
import { portOf } from '../../support/port-of.ts';
import { type PracticeInstance, practiceInstance } from '../../support/practice-instance.ts';

const csp = '[SYSTEM]\nConfiguration_Initialized=once\nSystem_Manager=*.*.*.*\nUnknown=kept\n';
const odbc = '[PORTAL]\nPort = 1972\nSecurity Level = 0\n';

/** Stands in for the instance's own web server: whoever looks finds it running. */
const httpd = `#!/bin/sh
sh -c 'while :; do sleep 1; done' "$2" >/dev/null 2>&1 &
echo $! >"$2/logs/httpd.pid"
`;

describe.each(['cache', 'iris'] as const)('a host of %s that is put back', (product) => {
  let practice: PracticeInstance;
  let gateway: { readonly stop: () => void };
  let page: Server;
  beforeAll(async () => {
    page = createServer((_, answer) => answer.end('Management Portal')).listen(0, '127.0.0.1');
    practice = await practiceInstance(product);
    for (const name of ['bin', 'logs']) mkdirSync(`${practice.directory}/httpd/${name}`, { recursive: true });
    writeFileSync(`${practice.directory}/httpd/bin/httpd`, httpd);
    chmodSync(`${practice.directory}/httpd/bin/httpd`, 0o755);
  }, 120_000);
  afterAll(() => {
    practice.shell('kill "$(cat httpd/logs/httpd.pid)" 2>/dev/null || :');
    practice.remove();
    page.close();
  });
  beforeEach(() => {
    rmSync(at('work'), { recursive: true, force: true });
    rmSync(at('client'), { recursive: true, force: true });
    mkdirSync(at('client'));
    writeFileSync(at('client/odbc.ini'), odbc);
    writeFileSync(`${practice.directory}/mgr/practice-security.ini`, '');
    const server = `[LOCAL]\nIp_Address=127.0.0.1\nTCP_Port=${practice.port}\nConnection_Security_Level=0\n`;
    writeFileSync(practice.cspIni, `${csp}${server}`);
    gateway = practice.tend();
  });
  afterEach(() => gateway.stop());

  const at = (name: string) => `${practice.directory}/${name}`;
  const drive = async (
    plays: Play | readonly Play[],
    options: Partial<RunOptions> = {},
    more: object = {},
  ) => {
    const local = { ansible_connection: 'local', product, ca_directory: at('ca') };
    const portal = {
      ...local,
      inventory_hostname: '127.0.0.1',
      instance_directory: practice.directory,
      work_directory: at('work'),
      service_manager: 'pidfile',
      plain_port: portOf(page),
      gateway_probe_url: `http://127.0.0.1:${portOf(page)}/csp/sys/UtilHome.csp`,
      gateway_lockdown: true,
      csp_ini: practice.cspIni,
      superserver_level: 2,
      superserver_clients: ['app'],
      superserver_port: practice.port,
      superserver_bind_address: '127.0.0.1',
      superserver_group: '',
      gateway_reload_seconds: 30,
      ...more,
    };
    const client = {
      ...local,
      inventory_hostname: 'app',
      client_server: '127.0.0.1',
      superserver_port: practice.port,
      client_ca: at('ca/ca.pem'),
      client_before: at('client/before'),
      odbc_ini: at('client/odbc.ini'),
      odbc_tls_file: at('client/odbcssl.ini'),
      odbc_ca_file: at('client/ca.pem'),
      odbc_data_sources: { PORTAL: {} },
      odbc_check: false,
    };
    const hosts = [
      { name: '127.0.0.1', groups: ['portal'], vars: portal },
      { name: 'app', groups: ['clients'], vars: client },
    ];
    const chosen = hosts.filter(({ name }) => options.limit === undefined || options.limit === name);
    const inventory = {
      hosts: chosen,
      select: (pattern: string) => chosen.filter(({ groups }) => groups.includes(pattern)),
    };
    const { limit: _, ...rest } = options;
    const result = await run(plays, { ...rest, inventory });
    const changed = result.hosts.flatMap(({ tasks }) =>
      tasks.flatMap(({ name, outcome }) => (outcome.is === 'changed' ? [name] : [])),
    );
    const report = result.hosts.flatMap((host) => host.report);
    return { changed, report, errors: result.hosts.flatMap(({ error }) => error?.message ?? []) };
  };
  const seen = () => ({
    settings: practice.settings(),
    csp: readFileSync(practice.cspIni, 'utf8').replace(/Configuration_Modified=.*\n/, ''),
    odbc: readFileSync(at('client/odbc.ini'), 'utf8'),
    kept: existsSync(at('client/before')) ? practice.shell('ls client/before work/before') : '',
  });
  const key = product === 'cache' ? 'SSLSuperServer' : 'SSLSupportLevel';
  const level = () => new RegExp(`^${key}=(.*)$`, 'm').exec(practice.settings())?.[1] ?? '0';

  /** As the instance has it: what is empty was never said. */
  const settingsNow = () =>
    practice.settings().replaceAll(/^.*=(0)?\n|^;.*\n|^\[Security.S(ervers|ystem).*\n/gm, '');

  it('is as it was before, in the order that cuts nobody off, as a check says; and only once', async () => {
    const before = seen();
    expect((await drive(superserver)).errors).toEqual([]);
    expect(level()).toBe('2');
    const secured = seen();
    const check = await drive(unsecured, { check: true });
    expect(seen()).toEqual(secured);
    const order: string[] = [];
    const back = await drive(unsecured, {
      onEvent: (event) => {
        if (event.is === 'task-finished' && event.outcome.is === 'changed') order.push(event.name);
      },
    });
    expect(back.errors).toEqual([]);
    expect(back.changed).toEqual(check.changed);
    expect(order.filter((name) => !name.endsWith(' is gone'))).toEqual([
      'The SuperServer takes clients without TLS again',
      `${at('client/odbc.ini')} is as it was`,
      `${at('client/odbcssl.ini')} is as it was`,
      `${at('client/ca.pem')} is as it was`,
      'The private web server runs',
      'The gateway has its old settings',
      'The SuperServer has its old level',
      'The SSL configuration of the SuperServer is as it was',
    ]);
    expect({ ...seen(), settings: '' }).toEqual({
      ...before,
      settings: '',
      kept: 'client/before:\n\nwork/before:\n',
    });
    expect([level(), settingsNow()]).toEqual(['0', '']);
    const again = await drive(unsecured);
    expect([again.errors, again.changed]).toEqual([[], []]);
    expect(again.report).toContain('Nothing of portal and gateway was secured here: nothing was put back.');
  });

  it('has what was found before the first of several runs, whatever was changed between them', {
    tags: ['long'],
  }, async () => {
    const before = seen();
    await drive(superserver, {}, { superserver_level: 1 });
    writeFileSync(practice.cspIni, seen().csp.replace('System_Manager=127.0.0.1', 'System_Manager=10.0.0.1'));
    expect((await drive(superserver)).errors).toEqual([]);
    expect((await drive(unsecured)).errors).toEqual([]);
    expect(seen()).toMatchObject({ csp: before.csp, odbc: before.odbc });
  });

  it('keeps level 1 while a client may still ask for TLS, says which, and has level 0 after it has gone', {
    tags: ['long'],
  }, async () => {
    expect((await drive(superserver)).errors).toEqual([]);
    const { errors } = await drive(unsecured, { limit: '127.0.0.1' });
    expect(errors).toEqual([expect.stringContaining('would cut off: app was not put back in this run')]);
    expect([level(), seen().odbc]).toEqual(['1', expect.stringContaining('Security Level = 10')]);
    expect((await drive(unsecured)).errors).toEqual([]);
    expect([level(), seen().odbc]).toEqual(['0', odbc]);
  });

  it('keeps its clients on TLS while the SuperServer was not seen to take them without', async () => {
    expect((await drive(superserver)).errors).toEqual([]);
    const { errors } = await drive(unsecured, { limit: 'app' });
    expect(errors).toEqual([expect.stringContaining('they would be cut off')]);
    practice.shell('echo "Status=sign-on inhibited" >mgr/practice.conf');
    const both = await drive(unsecured);
    practice.shell(': >mgr/practice.conf');
    expect(both.errors.join()).toContain('they would be cut off');
    expect([level(), seen().odbc]).toEqual(['2', expect.stringContaining('Security Level = 10')]);
    expect((await drive(unsecured)).errors).toEqual([]);
  });

  it('is left alone where nothing was secured, which it says', async () => {
    const before = seen();
    const { errors, changed, report } = await drive(unsecured);
    expect([errors, changed]).toEqual([[], []]);
    expect(report).toContain('Nothing of portal and gateway was secured here: nothing was put back.');
    expect(seen()).toEqual(before);
  });
});
