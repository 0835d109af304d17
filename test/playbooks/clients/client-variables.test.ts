import { describe, expect, it } from 'vitest';
import { clientHostVariables } from '../../../playbooks/secure-portal/clients/client-host-variables.ts';

describe('the variables of clients', () => {
  it('have defaults, and the older sum of protocols for Caché only', () => {
    expect(clientHostVariables.parse({})).toMatchObject({ tlsKeys: 'protocols', section: 'portal-tls' });
    expect(clientHostVariables.parse({ product: 'iris' })).toMatchObject({ tlsKeys: 'versions' });
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
