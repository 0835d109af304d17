import { describe, expect, it } from 'vitest';
import { clientHostVariables } from '../../../playbooks/secure-portal/clients/client-host-variables.ts';
import { windowsVariables } from '../../../playbooks/secure-portal/clients/windows-variables.ts';

const windows = (vars: object) =>
  windowsVariables.safeParse({
    inventory_hostname: 'studio1',
    ansible_connection: 'local',
    client_server: 'cache.example.org',
    ...vars,
  });

describe('the variables of clients', () => {
  it('have defaults, and the older sum of protocols for Caché only', () => {
    expect(clientHostVariables.parse({})).toMatchObject({
      client: { tlsKeys: 'protocols', section: 'portal-tls' },
    });
    expect(clientHostVariables.parse({ product: 'iris' })).toMatchObject({ client: { tlsKeys: 'versions' } });
    expect(windows({ product: 'iris' }).data).toMatchObject({ portalPort: 52783, superserver_port: 1972 });
  });

  it('say why a Windows host has to be reached from here', () => {
    const { error } = windows({ ansible_connection: 'ssh' });
    expect(error?.issues[0]?.message).toContain('has no POSIX shell');
  });

  it.each([
    { windows_ca_file: 'C:\\certs\\' },
    { windows_ca_file: '/etc/ca.pem' },
    { windows_ssl_defs: '%TEMP%\\SSLDefs.ini' },
    { windows_servers: { 'a\\b': {} } },
    { windows_servers: { 'a"b': {} } },
    { windows_registry: { 'SOFTWARE\\x': {} } },
    { windows_registry: { 'HKLM\\SOFTWARE\\ODBC\\ODBC.INI\\X': { Path: 'C:\\dir\\' } } },
    { client_server: 'a b' },
    { client_tls_section: 'a]\n[b' },
  ])('refuse what cmd or a settings file cannot hold: %j', (vars) => {
    expect(windows(vars).success).toBe(false);
  });

  it.each([
    { odbc_data_sources: { 'a]b': {} } },
    { odbc_data_sources: { PORTAL: { 'Bad=Key': '1' } } },
    { odbc_data_sources: { PORTAL: { Host: 'a\nSecurity Level = 0' } } },
    { odbc_services: ['../x.service'] },
    { odbc_services: ['app'] },
    { odbc_ini: 'odbc.ini' },
  ])('refuse what odbc.ini and systemd cannot hold: %j', (vars) => {
    expect(clientHostVariables.safeParse(vars).success).toBe(false);
  });
});
