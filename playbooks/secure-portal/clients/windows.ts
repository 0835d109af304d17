import { group, type Task, type TaskNode, type Work } from 'drover';
import { tlsSection } from './tls-section.ts';
import { legacyDefinitions, legacyIn } from './windows/legacy-definitions.ts';
import { type SslDefinition, sslDefs } from './windows/ssl-defs.ts';
import { windowsFile } from './windows/windows-file.ts';
import { fixedKey, fixedPath, serverKey, settingsFile } from './windows/windows-places.ts';
import { windowsRegistry } from './windows/windows-registry.ts';
import type { WindowsFile } from './windows/windows-text.ts';
import type { WindowsVariables } from './windows-variables.ts';

/** A Windows client: SSLDefs.ini, the CA, the servers that Studio knows, and what older clients left behind. */
export function windowsClient(vars: WindowsVariables): Work {
  const legacy = legacyDefinitions(vars.host, vars.windows_legacy === 'refuse');
  const definitions = settings(vars);
  const tasks = [authority(vars), definitions, ...servers(vars), ...furtherKeys(vars), legacy];
  return {
    tasks: [group('Clients', tasks, { tags: ['clients'] })],
    report: (scope) => {
      const found = legacyIn(scope.state(legacy).stdout);
      return [
        `Settings ${scope.state(definitions).path}`,
        ...found.map((one) => `Look at  ${one}: TLS definitions in the registry win over SSLDefs.ini`),
      ];
    },
  };
}

function authority({ host, windows_ca_file: path, client }: WindowsVariables): TaskNode {
  return windowsFile('The client has the CA certificate', { host, where: fixedPath(path), src: client.ca });
}

function settings(vars: WindowsVariables): Task<WindowsFile> {
  return windowsFile('SSLDefs.ini asks for TLS', {
    host: vars.host,
    where: settingsFile(vars.product, vars.windows_ssl_defs),
    edit: (lines) => sslDefs(lines, definitionOf(vars)),
  });
}

/** What SSLDefs.ini has to say of the server. */
export function definitionOf(vars: WindowsVariables): SslDefinition {
  const { client, windows_ca_file: caFile } = vars;
  return {
    addresses: [...new Set([vars.client_server, ...vars.client_server_names])],
    port: vars.superserver_port,
    telnetPort: vars.telnet_port,
    configuration: client.section,
    keys: { ...tlsSection({ keys: client.tlsKeys, caFile }), VerifyHost: '1' },
  };
}

/** The values that the key of a server has to have. */
export function serverValues(
  vars: WindowsVariables,
  further: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    Address: vars.client_server,
    Port: String(vars.superserver_port),
    ...(vars.telnet_port === undefined ? {} : { Telnet: String(vars.telnet_port) }),
    WebServerAddress: vars.client_server,
    WebServerPort: String(vars.portalPort),
    HTTPS: '1',
    ...further,
  };
}

function servers(vars: WindowsVariables): readonly TaskNode[] {
  return Object.entries(vars.windows_servers).map(([name, further]) =>
    windowsRegistry(`The server ${name} has its portal by HTTPS`, {
      host: vars.host,
      where: serverKey(name),
      values: serverValues(vars, further),
    }),
  );
}

function furtherKeys({ host, windows_registry: keys }: WindowsVariables): readonly TaskNode[] {
  return Object.entries(keys).map(([key, values]) =>
    windowsRegistry(`${key} has its values`, { host, where: fixedKey(key), values }),
  );
}
