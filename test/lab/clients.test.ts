import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientHostVariables } from '../../playbooks/secure-portal/clients/client-host-variables.ts';
import { clients } from '../../playbooks/secure-portal/clients.ts';
import { packages } from '../../src/modules/packages.ts';
import { type ModuleLab, moduleLab } from '../support/module-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();

/** unixODBC and systemd as they are on a host. The driver is SQLite's: it proves the way there, not the vendor's TLS. */
describe.skipIf(why !== undefined)(`ODBC clients on a real host ${why ?? ''}`, () => {
  let lab: ModuleLab;
  let scratch = '';
  beforeAll(async () => {
    lab = await moduleLab({
      directory: '/var/lib/drover-lab-clients',
      name: 'droverclt',
      prefix: 'client',
      subnet: '10.95.0.0/24',
    });
    scratch = await mkdtemp(join(tmpdir(), 'drover-clients-'));
    await writeFile(join(scratch, 'ca.pem'), 'a certificate\n');
    const tools = packages('unixODBC is installed', { names: ['libsqliteodbc', 'odbcinst', 'unixodbc'] });
    const { outcomes } = await lab.runThere([tools]);
    expect(outcomes['unixODBC is installed']).toBe('changed');
    lab.on(`printf '[PORTAL]\\nDriver = SQLite3\\nDatabase = /var/tmp/portal.db\\nMine = 1\\n' >/etc/odbc.ini
printf '[Service]\\nExecStart=/bin/sleep infinity\\n' >/etc/systemd/system/reader.service
cp /etc/systemd/system/reader.service /etc/systemd/system/idle.service
systemctl daemon-reload; systemctl start reader`);
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
    await rm(scratch, { recursive: true, force: true });
  });

  const go = (options: { readonly check?: boolean } = {}, more: object = {}) => {
    const vars = {
      client_ca: join(scratch, 'ca.pem'),
      odbc_data_sources: { PORTAL: {} },
      odbc_services: ['reader.service', 'idle.service'],
      odbc_connect: true,
      ...more,
    };
    return lab.runThere([clients(clientHostVariables.parse(vars))], options);
  };
  const environment = () =>
    lab.on(`tr '\\0' '\\n' </proc/$(systemctl show -p MainPID --value reader)/environ | grep ISC_`).trim();

  it('are told by a check what would change, and nothing does', async () => {
    const { result, outcomes } = await go({ check: true });
    expect(result.hosts[0]?.error).toBeUndefined();
    expect(outcomes['reader.service has read its settings']).toBe('changed');
    expect(environment()).toBe('');
    expect(lab.on('ls /etc/odbcssl.ini 2>&1')).toContain('No such file');
  });

  it('connect by isql, and services know where the settings are', async () => {
    const { result, outcomes } = await go();
    expect(result.hosts[0]?.error).toBeUndefined();
    expect(outcomes['isql connects to PORTAL']).toBe('ok');
    expect(environment()).toBe('ISC_SSLconfigurations=/etc/odbcssl.ini');
    expect(lab.on('odbcinst -q -s -n PORTAL')).toContain('SSL Server Name=portal-tls');
  });

  it('leave a service that does not run as it is, with its settings for the next start', async () => {
    expect(lab.on('systemctl is-active idle').trim()).toBe('inactive');
    expect(lab.on('systemctl show -p NeedDaemonReload --value idle').trim()).toBe('no');
    expect(lab.on('systemctl show -p Environment idle').trim()).toBe(
      'Environment=ISC_SSLconfigurations=/etc/odbcssl.ini',
    );
  });

  it('change nothing the second time, and restart a service whose settings were repaired', async () => {
    const changed = ({ outcomes }: Awaited<ReturnType<typeof go>>) =>
      Object.entries(outcomes).flatMap(([name, outcome]) =>
        outcome === 'ok' ? [] : [`${name}: ${outcome}`],
      );
    expect(changed(await go())).toEqual([]);
    lab.on(`sed -i 's/^VerifyPeer=1/VerifyPeer=0/' /etc/odbcssl.ini`);
    expect(changed(await go())).toEqual([
      'ODBC clients have TLS settings: changed',
      'reader.service has read its settings: changed',
    ]);
    expect(lab.on('grep Verify /etc/odbcssl.ini').trim()).toBe('VerifyPeer=1');
  });
});
