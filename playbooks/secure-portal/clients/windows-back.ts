import { group, type Scope, type TaskNode } from 'drover';
import type { Revert } from '../before/put-back.ts';
import { sslDefsBack } from './windows/ssl-defs.ts';
import { windowsFileBack } from './windows/windows-file-back.ts';
import { fixedKey, fixedPath, serverKey, settingsFile } from './windows/windows-places.ts';
import { windowsRegistryBack } from './windows/windows-registry-back.ts';
import { definitionOf, serverValues } from './windows.ts';
import type { WindowsVariables } from './windows-variables.ts';

/** A Windows client is as it was before: first SSLDefs.ini, by which it asks for TLS, then servers, keys and the CA. */
export function windowsBack(vars: WindowsVariables, isTaken: (scope: Scope) => boolean): TaskNode {
  const { host } = vars;
  const file = (name: string, where: readonly string[], revert?: Revert) =>
    windowsFileBack(name, (scope) => ({
      host,
      where,
      allowed: isTaken(scope),
      ...(revert === undefined ? {} : { revert }),
    }));
  const key = (name: string, where: readonly string[], values: Readonly<Record<string, string>>) =>
    windowsRegistryBack(name, (scope) => ({
      host,
      where,
      allowed: isTaken(scope),
      names: Object.keys(values),
    }));
  const tasks = [
    file('SSLDefs.ini is as it was', settingsFile(vars.product, vars.windows_ssl_defs), (now, before) =>
      sslDefsBack(now, before, definitionOf(vars)),
    ),
    ...Object.entries(vars.windows_servers).map(([name, further]) =>
      key(`The server ${name} is as it was`, serverKey(name), serverValues(vars, further)),
    ),
    ...Object.entries(vars.windows_registry).map(([name, values]) =>
      key(`${name} is as it was`, fixedKey(name), values),
    ),
    file('The CA certificate is as it was', fixedPath(vars.windows_ca_file)),
  ];
  return group('Clients', tasks, { tags: ['clients'] });
}
