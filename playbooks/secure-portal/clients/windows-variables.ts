import { z } from 'zod';
import { says } from '../variables/says.ts';
import { clientSettings } from './client-settings.ts';
import { clientVariables } from './client-variables.ts';
import { serverVariables } from './server-variables.ts';
import type { WindowsHost } from './windows/windows-host.ts';

const port = z.coerce.number().int().min(1).max(65535);
const portalPorts = { cache: 57782, iris: 52783 } as const;
/** What cmd can be given in quotes. */
const word = z.string().regex(/^[ !#$&-~]*$/, 'must be printable ASCII without a double quote or %');
const windowsPath = word.regex(
  /^[A-Za-z]:\\.*[^\\]$/,
  'must be an absolute Windows path, such as C:\\certs\\ca.pem',
);
const registryValues = z.record(
  word.min(1),
  z.coerce
    .string()
    .regex(/^([ !#$&-~]*[ !#$&-[\]-~])?$/, 'must be printable ASCII without ", % or a last backslash'),
);

const given = z.object({
  inventory_hostname: z.string(),
  ansible_connection: z.literal('local', {
    error: 'must be local: a Windows host has no POSIX shell, and is reached from here by ssh',
  }),
  ansible_host: z.string().optional(),
  ansible_port: port.optional(),
  ansible_user: z.string().optional(),
  ansible_private_key_file: z.string().optional(),
  drover_host_key: z.string().optional(),
  drover_host_key_policy: z.enum(['strict', 'accept-new']).optional(),
  drover_known_hosts_file: z.string().optional(),
  ...serverVariables,
  ...clientVariables,
  client_server: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/, 'is not a host name or address')
    .meta(says('The name or address by which clients dial the SuperServer.', 'cache.example.org')),
  superserver_port: port.default(1972).meta(says('The port of the SuperServer.', 51773)),
  client_server_names: z
    .array(word.min(1))
    .default([])
    .meta(
      says('Other spellings of the server, such as its address: SSLDefs.ini compares text.', ['192.0.2.7']),
    ),
  tls_port: port.optional().meta(says('The port of the portal over TLS. Default: by product.', 443)),
  telnet_port: port
    .optional()
    .meta(says('The Telnet port of the server, for Terminal. Default: Terminal is not told of.', 23)),
  windows_ca_file: windowsPath
    .default('C:\\ProgramData\\InterSystems\\TLS\\ca.pem')
    .meta(says('Where the CA certificate is put.', 'C:\\certs\\ca.pem')),
  windows_ssl_defs: windowsPath
    .optional()
    .meta(
      says(
        'SSLDefs.ini. Default: what ISC_SSLconfigurations names there, or where the product looks for it.',
        'C:\\InterSystems\\SSLDefs.ini',
      ),
    ),
  windows_servers: z
    .record(word.regex(/^[^\\]+$/, 'must not hold a backslash'), registryValues)
    .default({})
    .meta(
      says('Servers of Studio and the cube, with further values as in the registry.', {
        PROD: { Comment: 'Production' },
      }),
    ),
  windows_registry: z
    .record(word.regex(/^HK(LM|CU)\\.*[^\\]$/, 'must begin with HKLM\\ or HKCU\\'), registryValues)
    .default({})
    .meta(
      says('Further text values, by key: for a DSN, whose value names for TLS are not publicly documented.', {
        'HKLM\\SOFTWARE\\ODBC\\ODBC.INI\\PORTAL': { 'SSL Server Name': 'portal-tls' },
      }),
    ),
  windows_legacy: z
    .enum(['report', 'refuse'])
    .default('report')
    .meta(
      says(
        'What to do about TLS definitions of older clients in the registry, which win over SSLDefs.ini.',
        'refuse',
      ),
    ),
});

/** The variables of a Windows client. */
export const windowsVariables = given.transform((vars) => {
  const host: WindowsHost = {
    address: vars.ansible_host ?? vars.inventory_hostname,
    port: vars.ansible_port,
    user: vars.ansible_user,
    keyFile: vars.ansible_private_key_file,
    hostKey: vars.drover_host_key,
    hostKeyPolicy: vars.drover_host_key_policy,
    knownHostsFile: vars.drover_known_hosts_file,
  };
  return {
    ...vars,
    client: clientSettings(vars),
    host,
    portalPort: vars.tls_port ?? portalPorts[vars.product],
  };
});

export type WindowsVariables = z.output<typeof windowsVariables>;
