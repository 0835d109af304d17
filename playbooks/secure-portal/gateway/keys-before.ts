import type { SuperServerSettings } from '../superserver/superserver-settings.ts';
import type { CspIni } from './csp-ini-text.ts';
import { cspServers } from './csp-servers.ts';
import type { CspKeys } from './edit-csp-ini.ts';
import { serverTlsKeys } from './gateway-keys.ts';
import { managementKeys } from './management-keys.ts';

/**
 * What keys of CSP.ini said before they were changed: who may manage the gateway, and how it reaches the SuperServer. Its
 * login there stays: what is there now is what the instance knows.
 */
export function keysBefore(settings: SuperServerSettings, before: CspIni): (ini: CspIni) => CspKeys {
  const { superserver_port: port, spellings: addresses, gateway_servers: given } = settings;
  return (ini) => {
    const led = [before, ini].flatMap((one) => cspServers(one, { port, addresses }));
    const names = given ?? led.map(({ name }) => name);
    const own = new Set(names.filter((name) => ini.sections.includes(name)));
    const said = (section: string, keys: readonly string[]) =>
      [section, Object.fromEntries(keys.map((key) => [key, before.get(section, key) ?? null]))] as const;
    return Object.fromEntries([
      ...Object.entries(managementKeys(settings)(ini)).map(([section, keys]) =>
        said(section, Object.keys(keys)),
      ),
      ...[...own].map((name) => said(name, serverTlsKeys)),
    ]);
  };
}
