import { describe, expect, it } from 'vitest';
import { legacyIn } from '../../../playbooks/secure-portal/clients/windows/legacy-definitions.ts';
import { sslDefs } from '../../../playbooks/secure-portal/clients/windows/ssl-defs.ts';

const definition = {
  addresses: ['cache.example.org'],
  port: 1972,
  telnetPort: 23,
  configuration: 'strict',
  keys: { VerifyPeer: '1' },
};

describe('SSLDefs.ini', () => {
  it('keeps the section that is about the server already, since clients would take it first', () => {
    const before = [
      '[prod]',
      'Address = CACHE.example.org',
      'Port=1972',
      'SSLConfig=weak',
      '',
      '[weak]',
      'VerifyPeer=0',
    ];
    expect(sslDefs(before, definition)).toEqual([
      '[prod]',
      'Address = cache.example.org',
      'Port=1972',
      'SSLConfig=strict',
      'TelnetPort=23',
      '',
      '[weak]',
      'VerifyPeer=0',
      '',
      '[strict]',
      'VerifyPeer=1',
    ]);
  });

  it('leaves another port of the same server alone', () => {
    const before = ['[second]', 'Address=cache.example.org', 'Port=1973', 'SSLConfig=weak'];
    expect(sslDefs(before, definition).slice(0, 4)).toEqual(before);
  });
});

describe('TLS definitions of older clients', () => {
  it('are told from servers that are only called so, and from HTTPS', () => {
    const printed = String.raw`
HKEY_LOCAL_MACHINE\SOFTWARE\InterSystems\Cache\Servers\tls portal
    Address    REG_SZ    a.example.org
    HTTPS    REG_SZ    1

HKEY_LOCAL_MACHINE\SOFTWARE\InterSystems\Cache\SSLConfigs\weak
    VerifyPeer    REG_DWORD    0x0

HKEY_LOCAL_MACHINE\SOFTWARE\InterSystems\Cache\SSLConfigs
HKEY_LOCAL_MACHINE\SOFTWARE\InterSystems\Cache\Servers\old
    SSLConfig    REG_SZ    weak
`;
    expect(legacyIn(printed.replaceAll('\n', '\r\n'))).toEqual([
      String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\InterSystems\Cache\SSLConfigs`,
      String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\InterSystems\Cache\Servers\old: SSLConfig`,
    ]);
  });
});
