import { describe, expect, it } from 'vitest';
import { cspIniText } from '../../../playbooks/secure-portal/gateway/csp-ini-text.ts';
import { managementKeys } from '../../../playbooks/secure-portal/gateway/management-keys.ts';
import { variables } from '../../../playbooks/secure-portal/variables.ts';

const keys = (given: object, ini = '[SYSTEM]\nSystem_Manager=*.*.*.*\n') =>
  managementKeys(variables.parse({ inventory_hostname: 'x', ...given }))(cspIniText(ini));

describe('the management pages of a gateway', () => {
  it.each([
    ['are for its own host, and stay on or off', {}, { SYSTEM: { System_Manager: '127.0.0.1' } }],
    [
      'are for the addresses that are named',
      { gateway_managers: '127.0.0.1,10.1.3.*' },
      { SYSTEM: { System_Manager: '127.0.0.1,10.1.3.*' } },
    ],
    [
      'are off where that is wished',
      { gateway_management_pages: false },
      { SYSTEM: { SM_Forms: 'Disabled', System_Manager: '127.0.0.1' } },
    ],
    ['stay as they are where that is wished', { gateway_lockdown: false }, {}],
  ])('%s', (_, given, wanted) => {
    expect(keys(given)).toEqual(wanted);
  });

  it('ask the addresses that are listed for a password', () => {
    const open = '[SYSTEM]\nSystem_Manager_UNPW_Override=1\n';
    expect(keys({}, open)).toEqual({
      SYSTEM: { System_Manager: '127.0.0.1', System_Manager_UNPW_Override: '0' },
    });
  });
});
