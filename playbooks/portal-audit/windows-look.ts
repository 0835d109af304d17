import { all, defineModule, group, query } from 'drover';
import type { Observation } from 'drover/reporters';
import { z } from 'zod';
import { iniSections } from '../secure-portal/clients/edit-ini.ts';
import {
  type RegistryKey,
  registryKeyOf,
  look as registryLook,
} from '../secure-portal/clients/windows/registry-key.ts';
import { askCmd, type WindowsHost } from '../secure-portal/clients/windows/windows-host.ts';
import { serverKey, settingsFile } from '../secure-portal/clients/windows/windows-places.ts';
import {
  look as fileLook,
  type WindowsFile,
  windowsFileOf,
} from '../secure-portal/clients/windows/windows-text.ts';
import type { WindowsVariables } from '../secure-portal/clients/windows-variables.ts';
import { listed } from './judge/listed.ts';
import { type Look, lookWith, type Moment } from './look-report.ts';

interface WindowsInside {
  readonly file: WindowsFile;
  readonly servers: Readonly<Record<string, RegistryKey>>;
}

const params = z.strictObject({
  host: z.custom<WindowsHost>((given) => typeof given === 'object').meta({ description: 'Where.' }),
  file: z.array(z.string()).readonly().meta({ description: 'Lines of cmd that set F to SSLDefs.ini.' }),
  servers: z.array(z.string()).readonly().meta({ description: 'Servers of Studio and the cube.' }),
});

/** What a Windows host says of the TLS settings of its clients. */
const windowsInside = defineModule({
  name: 'windowsInside',
  summary: 'What a Windows host says of the TLS settings of its clients. Changes nothing.',
  params,
  verifies: true,
  desired: (given) => given,
  inspect: ({ host, file, servers }) =>
    all<WindowsInside & Record<string, unknown>>({
      file: query(askCmd(host, [...file, ...fileLook]), {
        reads: 'everything',
        parse: ({ stdout }) => windowsFileOf(stdout, host),
      }),
      servers: all(
        Object.fromEntries(
          servers.map((name) => [
            name,
            query(askCmd(host, [...serverKey(name), ...registryLook]), {
              reads: 'everything',
              parse: ({ stdout }) => registryKeyOf(stdout, host),
            }),
          ]),
        ),
      ),
    }),
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});

/** Looks at the clients on a Windows host. */
export function windowsLook(vars: WindowsVariables, moment: Moment): Look {
  const inside = windowsInside('What the Windows host says of its clients', {
    host: vars.host,
    file: settingsFile(vars.product, vars.windows_ssl_defs),
    servers: Object.keys(vars.windows_servers),
  });
  const node = group('Verify', [inside], {
    tags: ['verify'],
    when: ({ check }) => moment === 'now' || !check,
  });
  return lookWith(node, moment, (scope) => {
    const { file, servers } = scope.state(inside);
    return [
      settingsObservation(file, vars),
      ...Object.entries(servers).map(([name, key]) => serverObservation(name, key)),
    ];
  });
}

/** Clients take the section whose address and port are what they dial, and the TLS settings that it names. */
function settingsObservation({ path, is, lines, marked }: WindowsFile, vars: WindowsVariables): Observation {
  const subject = 'SSLDefs.ini';
  const check = `find "Verify" "${path}"`;
  const { superserver_port: port } = vars;
  const addresses = [vars.client_server, ...vars.client_server_names].map((one) => one.toLowerCase());
  const sections = iniSections(lines);
  const configurations = addresses.map((address) => {
    const connection = sections.find(
      ({ keys }) => keys['address']?.toLowerCase() === address && keys['port'] === String(port),
    );
    return sections.find(({ name }) => name === connection?.keys['sslconfig'])?.keys;
  });
  const plain = addresses.filter((_, at) => configurations[at] === undefined);
  const unverified = addresses.filter((_, at) => configurations[at]?.['verifypeer'] !== '1');
  if (is !== 'file')
    return { subject, severity: 'low', found: `There is no ${path}: clients ask for no TLS by it.`, check };
  if (marked)
    return {
      subject,
      severity: 'medium',
      found: 'It begins with a byte order mark: clients do not read it.',
      check,
    };
  if (plain.length > 0)
    return { subject, severity: 'low', found: `Without TLS: ${listed(plain)}, port ${port}.`, check };
  if (unverified.length > 0) {
    return {
      subject,
      severity: 'medium',
      found: `Whoever answers is believed (VerifyPeer): ${listed(unverified)}.`,
      check,
    };
  }
  return { subject, severity: 'fine', found: `TLS for ${listed(addresses)}, port ${port}, verified.`, check };
}

function serverObservation(name: string, { key, exists, values }: RegistryKey): Observation {
  const subject = `Server ${name}`;
  const check = `reg query "${key}"`;
  const value = (wanted: string) => values.find((one) => one.name.toLowerCase() === wanted)?.text;
  if (!exists) return { subject, severity: 'note', found: 'It is not known to Studio and the cube.', check };
  if (value('https') !== '1')
    return { subject, severity: 'low', found: 'Its portal is opened without TLS (HTTPS).', check };
  return {
    subject,
    severity: 'fine',
    found: `Its portal is https://${value('webserveraddress')}:${value('webserverport')}.`,
    check,
  };
}
