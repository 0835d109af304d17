import { type CspIni } from './csp-ini-text.ts';
import { shippedPasswords } from './shipped-passwords.ts';

/** Something in CSP.ini that a person should look at. */
export interface CspFinding {
  readonly section: string;
  readonly what: string;
  readonly hint: string;
}

/** What in CSP.ini is not as safe as it could be. No value that may be secret is in the words. */
export function cspFindings(ini: CspIni): readonly CspFinding[] {
  const servers = [...new Set(ini.sections)].filter((name) => ini.get(name, 'TCP_Port') !== undefined);
  return [...managementFindings(ini), ...servers.flatMap((name) => serverFindings(ini, name))];
}

function managementFindings(ini: CspIni): readonly CspFinding[] {
  const section = 'SYSTEM';
  if (ini.get(section, 'SM_Forms')?.toLowerCase() === 'disabled') return [];
  const managers = ini.get(section, 'System_Manager') ?? '';
  const password = ini.get(section, 'Password') ?? '';
  const found: (readonly [boolean, string, string])[] = [
    [
      /(^|[,+ ])\*\.\*\.\*\.\*($|[,+ ])/.test(managers),
      `System_Manager=${managers}: the management pages are open to every address`,
      'Set gateway_managers to the addresses that need them.',
    ],
    [
      ini.get(section, 'System_Manager_UNPW_Override') === '1',
      'System_Manager_UNPW_Override=1: listed machines need no password for the management pages',
      'Set it to 0.',
    ],
    [
      password === '' && managers !== '',
      'the management pages have no password',
      'Set gateway_management_user and gateway_management_password.',
    ],
    [
      shippedPasswords.includes(password),
      'the password of the management pages is one that is shipped',
      'Set gateway_management_password.',
    ],
  ];
  return found.flatMap(([holds, what, hint]) => (holds ? [{ section, what, hint }] : []));
}

function serverFindings(ini: CspIni, section: string): readonly CspFinding[] {
  const tls = ['4', '10'].includes(ini.get(section, 'Connection_Security_Level') ?? '');
  const found: (readonly [boolean, string, string])[] = [
    [!tls, 'the SuperServer is reached without TLS', 'Set superserver_level to 1, and run again.'],
    [
      tls && ini.get(section, 'SSLCC_Verify_Peer') !== '1',
      'SSLCC_Verify_Peer is not 1: encrypted, but whoever answers is believed',
      'Run the stage gateway.',
    ],
    [
      shippedPasswords.includes(ini.get(section, 'Password') ?? ''),
      'the password of the gateway is one that is shipped',
      'Change it in the instance, and set gateway_password.',
    ],
  ];
  return found.flatMap(([holds, what, hint]) => (holds ? [{ section, what, hint }] : []));
}
