import { RefusedError } from 'drover';
import type { SuperServerSettings } from '../superserver/superserver-settings.ts';
import type { CspIni } from './csp-ini-text.ts';
import { serverPassword } from './csp-passwords.ts';
import { cspServers } from './csp-servers.ts';
import type { CspKeys } from './edit-csp-ini.ts';
import { managementKeys } from './management-keys.ts';

/** What CSP.ini should say: the way to the SuperServer by TLS with verification, and who may manage the gateway. */
export function gatewayKeys(settings: SuperServerSettings): (ini: CspIni) => CspKeys {
  return (ini) => ({
    ...managementKeys(settings)(ini),
    ...Object.fromEntries(serverNames(settings, ini).map((name) => [name, serverKeys(settings)])),
  });
}

function serverNames(settings: SuperServerSettings, ini: CspIni): readonly string[] {
  const { gateway_servers: given, superserver_port: port, spellings: addresses } = settings;
  if (given !== undefined) {
    const missing = given.filter((name) => !ini.sections.includes(name));
    if (missing.length === 0) return given;
    throw new RefusedError(`CSP.ini has no server ${missing.join(', ')}`, {
      hint: `Correct gateway_servers. There are: ${ini.sections.join(', ')}.`,
    });
  }
  const found = cspServers(ini, { port, addresses }).map(({ name }) => name);
  if (found.length > 0) return found;
  throw new RefusedError(`CSP.ini has no server that leads to port ${port} of this host`, {
    hint: 'Correct superserver_port, or name the servers in gateway_servers.',
  });
}

function serverKeys(settings: SuperServerSettings): Readonly<Record<string, string>> {
  const { caFile, tlsKeys, gateway_user: user, gateway_password: password } = settings;
  // Of the sum of protocols 16 is TLS 1.2, the newest that older gateways know.
  const protocols =
    tlsKeys === 'versions'
      ? { SSLCC_Protocol_Min: '16', SSLCC_Protocol_Max: '32' }
      : { SSLCC_Protocol: '16' };
  return {
    Connection_Security_Level: '10',
    ...protocols,
    SSLCC_Verify_Peer: '1',
    SSLCC_CA_Certificate_File: caFile,
    ...(user === undefined ? {} : { Username: user }),
    ...(password === undefined ? {} : { Password: serverPassword(password) }),
  };
}

/** Names of the keys by which a gateway speaks TLS to a server, in both generations. */
export const serverTlsKeys: readonly string[] = [
  'Connection_Security_Level',
  'SSLCC_Protocol',
  'SSLCC_Protocol_Min',
  'SSLCC_Protocol_Max',
  'SSLCC_Verify_Peer',
  'SSLCC_CA_Certificate_File',
];
