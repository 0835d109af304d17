import type { SuperServerVariables } from '../superserver/superserver-settings.ts';
import type { CspIni } from './csp-ini-text.ts';
import { managementPassword } from './csp-passwords.ts';
import type { CspKeys } from './edit-csp-ini.ts';

/** What CSP.ini should say of who may manage the gateway, whatever it says of servers. */
export function managementKeys(vars: SuperServerVariables): (ini: CspIni) => CspKeys {
  return (ini) => (vars.gateway_lockdown ? { SYSTEM: systemKeys(vars, ini) } : {});
}

function systemKeys(vars: SuperServerVariables, ini: CspIni): Readonly<Record<string, string>> {
  const { gateway_management_user: user, gateway_management_password: password } = vars;
  const { gateway_management_pages: pages } = vars;
  return {
    ...(pages === undefined ? {} : { SM_Forms: pages ? 'Enabled' : 'Disabled' }),
    System_Manager: vars.gateway_managers,
    ...(ini.get('SYSTEM', 'System_Manager_UNPW_Override') === undefined
      ? {}
      : { System_Manager_UNPW_Override: '0' }),
    ...(user === undefined ? {} : { Username: user }),
    ...(password === undefined
      ? {}
      : { Password: managementPassword(password, ini.get('SYSTEM', 'Password')) }),
  };
}
