import { posix } from 'node:path';
import { group, type Scope, sh, type TaskNode } from 'drover';
import { copy, file, probe, service } from 'drover/modules';
import { firstCopy } from '../before/first-copy.ts';
import type { ClientHost } from './client-host-variables.ts';
import { editIni, type IniSection } from './edit-ini.ts';
import { editedFile } from './edited-file.ts';
import { tlsSection } from './tls-section.ts';

/** Where the CA certificate is on the controller, once there is one. */
export type CaOf = (scope: Scope) => string;

/** UNIX clients by ODBC: data sources, the TLS settings that they name, and services that know where these are. */
export function odbcClients(settings: ClientHost, caOf: CaOf): readonly TaskNode[] {
  const names = Object.keys(settings.odbc_data_sources);
  if (names.length === 0) return [];
  return [
    ...trustedCa(settings, caOf),
    tlsFile(settings),
    dataSources(settings),
    ...(settings.odbc_check ? names.map((name) => seenByUnixOdbc(settings, name)) : []),
    ...settings.odbc_services.map((unit) => serviceKnows(settings, unit)),
    ...(settings.odbc_connect ? names.map((name) => connects(settings, name)) : []),
  ];
}

/** The sections of the TLS file, and of odbc.ini, with what they have to say. */
export function tlsFileSection({ odbc_ca_file: caFile, client }: ClientHost): IniSection {
  const { CAfile, ...rest } = tlsSection({ keys: client.tlsKeys, caFile });
  return { name: client.section, keys: { ...rest, CAFile: CAfile ?? caFile } };
}

export function dataSourceSections({
  odbc_data_sources: sources,
  client,
}: ClientHost): readonly IniSection[] {
  return Object.entries(sources).map(([name, given]) => ({
    name,
    keys: { ...given, ...tlsKeys(client.section) },
  }));
}

/** What tells a service where TLS settings are. */
export function dropInOf(unit: string): string {
  return `/etc/systemd/system/${unit}.d/intersystems-tls.conf`;
}

/** What puts a data source on TLS. */
function tlsKeys(section: string): Readonly<Record<string, string>> {
  return { 'Authentication Method': '2', 'Security Level': '10', 'SSL Server Name': section };
}

function trustedCa(
  { odbc_ca_file: path, client_before: directory }: ClientHost,
  caOf: CaOf,
): readonly TaskNode[] {
  return [
    firstCopy(`${path} is kept as it was`, (scope) => ({ path, directory, becomes: { src: caOf(scope) } })),
    copy('ODBC clients have the CA certificate', (scope) => ({ path, src: caOf(scope), mode: '0644' })),
  ];
}

function tlsFile(settings: ClientHost): TaskNode {
  return editedFile('ODBC clients have TLS settings', {
    path: settings.odbc_tls_file,
    edit: (lines) => editIni(lines, tlsFileSection(settings)),
    mayHoldSecrets: true,
    before: settings.client_before,
  });
}

function dataSources(settings: ClientHost): TaskNode {
  const edit = (lines: readonly string[]) =>
    dataSourceSections(settings).reduce((so, section) => editIni(so, section, ' = '), lines);
  return editedFile('ODBC data sources ask for TLS', {
    path: settings.odbc_ini,
    edit,
    mayHoldSecrets: true,
    before: settings.client_before,
  });
}

/** unixODBC reads the file by rules of its own: what it makes of it counts. */
function seenByUnixOdbc({ odbc_ini: path, odbc_data_sources: sources, client }: ClientHost, name: string) {
  const wanted = Object.entries({ ...sources[name], ...tlsKeys(client.section) });
  return probe(`unixODBC finds ${name} with TLS`, {
    reads: [`file:${path}`],
    script: sh`command -v odbcinst >/dev/null || { echo odbcinst is missing; exit 0; }
ODBCINI=${path} odbcinst -q -s -n ${name} || echo "odbcinst ended with $?"`,
    expect: ({ stdout }) => {
      if (stdout.startsWith('odbcinst is missing')) {
        return 'odbcinst is not installed: install it (on Debian: odbcinst), or set odbc_check to false';
      }
      const seen = new Set(stdout.split('\n').map((line) => line.replace(/\s*=\s*/, '=').trim()));
      const missing = wanted.filter(([key, value]) => !seen.has(`${key}=${value}`)).map(([key]) => key);
      return missing.length === 0 ? undefined : `odbcinst does not see: ${missing.join(', ')}`;
    },
  });
}

function serviceKnows(settings: ClientHost, unit: string): TaskNode {
  const { odbc_tls_file: tls, odbc_ini: ini, odbc_ca_file: ca } = settings;
  const dropIn = dropInOf(unit);
  const directory = posix.dirname(dropIn);
  const content = `# Written by drover (playbooks/secure-clients.ts)\n[Service]\nEnvironment="ISC_SSLconfigurations=${tls.replace(/["\\%]/g, (char) => (char === '%' ? '%%' : `\\${char}`))}"\n`;
  const active = probe(`${unit} runs or not`, {
    script: sh`systemctl is-active -- ${unit}`,
    reads: [`unit:${unit}`],
    expect: () => undefined,
  });
  return group(unit, [
    active,
    file(`${directory} is there`, { path: directory, state: 'directory' }),
    firstCopy(`${dropIn} is kept as it was`, {
      path: dropIn,
      directory: settings.client_before,
      becomes: { content },
    }),
    copy(`${unit} is told where TLS settings are`, { path: dropIn, mode: '0644', content }),
    service(`${unit} has read its settings`, (scope) => ({
      name: unit,
      state: scope.state(active).stdout.trim() === 'active' ? 'started' : 'stopped',
      restartAfter: [dropIn, tls, ini, ca],
    })),
    knowsIt(unit, tls),
  ]);
}

/** The process itself, not what systemd would give to the next. */
function knowsIt(unit: string, tls: string): TaskNode {
  return probe(`The process of ${unit} knows where TLS settings are`, {
    reads: [`unit:${unit}`],
    script: sh`pid=$(systemctl show -p MainPID --value -- ${unit})
[ "$pid" -gt 0 ] || exit 0
tr '\0' '\n' <"/proc/$pid/environ" | grep -qxF ${`ISC_SSLconfigurations=${tls}`} || echo "$pid"`,
    expect: ({ stdout }) =>
      stdout.trim() === ''
        ? undefined
        : `process ${stdout.trim()} has no ISC_SSLconfigurations=${tls}: does its program clear the environment?`,
  });
}

/** A login by isql, with the user and password that odbc.ini has for the data source. */
function connects({ odbc_ini: ini, odbc_tls_file: tls }: ClientHost, name: string): TaskNode {
  return probe(`isql connects to ${name}`, {
    reads: 'everything',
    script: sh`ODBCINI=${ini} ISC_SSLconfigurations=${tls} isql -b -v ${name} </dev/null 2>&1`,
    expect: ({ code, stdout }) =>
      code === 0 ? undefined : `isql could not connect: ${stdout.trim().split('\n').slice(0, 3).join(' ')}`,
  });
}
