import { z } from 'zod';
import { clientSettings } from './clients/client-settings.ts';
import { clientVariables, jdbcVariables, odbcVariables } from './clients/client-variables.ts';
import { releases } from './releases.ts';
import { fingerprints } from './signing-keys.ts';

const path = z.string().startsWith('/', 'must be an absolute path');
/** A path that also stands in httpd.conf, where quotes, backslashes, variables and new lines have a meaning. */
const confPath = path.regex(
  /^[^"\\$\p{Cc}]*$/u,
  'must not hold quotes, backslashes, $ or control characters',
);
const hostName = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.:_-]*[A-Za-z0-9])?$/, 'is not a host name or address');
const account = z.string().regex(/^([A-Za-z_][A-Za-z0-9_.-]*)?$/, 'is not the name of a user or group');
const port = z.coerce.number().int().min(1).max(65535);

/** Facts of the two products that the rest is made from. Sources: PWS and WGG in the vendor's documentation. */
const products = {
  cache: { instanceDirectory: '/cachesys', plainPort: 57772, tlsPort: 57782, account: 'cacheusr' },
  iris: { instanceDirectory: '/usr/irissys', plainPort: 52773, tlsPort: 52783, account: 'irisusr' },
} as const;

const given = z.object({
  inventory_hostname: z.string(),
  ansible_host: z.string().optional(),
  ansible_user: z.string().optional(),
  product: z.enum(['cache', 'iris']).default('cache').describe('Which product the instance is.'),
  instance_directory: confPath.optional().describe('Where the instance is installed.'),
  work_directory: path
    .default('/var/lib/drover/secure-portal')
    .describe('Where sources are kept and built; the running server is not touched from here.'),
  public_name: hostName.optional().describe('The name, or address, that users type. Default: ansible_host.'),
  names: z.array(hostName).default([]).describe('Further names for the certificate.'),
  plain_port: port.optional().describe('The port of the private web server, which will redirect.'),
  tls_port: port.optional().describe('The port of the portal over TLS.'),
  httpd_user: account.optional().describe('Who the server runs as. Empty: whoever starts it.'),
  httpd_group: account.optional().describe('Its group. Default: as httpd_user.'),
  service_manager: z
    .enum(['systemd', 'pidfile'])
    .default('systemd')
    .describe('Who starts and stops the server.'),
  install_packages: z
    .boolean()
    .default(true)
    .describe('Install missing build tools; otherwise only check for them.'),
  build_cache: path
    .optional()
    .describe('Keeps built trees by digest, also for other hosts that share the directory.'),
  source_directory: z
    .string()
    .optional()
    .describe('A directory on the controller that holds the source archives.'),
  releases: releases.prefault({}).describe('Which sources, with their digests.'),
  trusted_fingerprints: z
    .array(z.string().regex(/^[0-9A-Fa-f]{40,64}$/, 'must be the fingerprint of an OpenPGP key'))
    .min(1)
    .default([...fingerprints])
    .describe('OpenPGP keys whose signatures on the sources count.'),
  certificate_from: z
    .enum(['private-ca', 'supplied', 'csr'])
    .default('private-ca')
    .describe('Who signs: the built-in private CA, somebody before (supplied), or somebody later (csr).'),
  certificate_file: confPath.optional().describe('The certificate with its chain, on the host.'),
  key_file: confPath.optional().describe('Its private key, on the host.'),
  supplied_certificate: z
    .string()
    .optional()
    .describe('supplied: the PEM chain on the controller, leaf first.'),
  supplied_key: z.string().optional().describe('supplied: its private key on the controller.'),
  signed_certificate: z
    .string()
    .optional()
    .describe('csr: the signed chain on the controller, once there is one.'),
  ca_directory: z
    .string()
    .default('.drover/ca')
    .describe('private-ca: where the CA is kept, from the working directory.'),
  renew_before_days: z.coerce.number().int().min(1).default(30).describe('Renew when fewer days are left.'),
  tls_policy: z
    .enum(['modern', 'intermediate'])
    .default('intermediate')
    .describe("Mozilla's guideline to follow."),
  trust_file: z
    .string()
    .optional()
    .describe('A CA certificate on the controller that the portal must chain to.'),
  ...clientVariables,
  ...odbcVariables,
  ...jdbcVariables,
  note: z.string().optional().describe('A line to print at the end of a run.'),
  portal_path: z
    .string()
    .startsWith('/')
    .default('/csp/sys/UtilHome.csp')
    .describe('The page that proves the portal.'),
  portal_text: z.string().default('Management Portal').describe('What that page must contain.'),
});

/** The variables of the playbook, with all defaults filled in. */
export const variables = given.transform((vars) => {
  const product = products[vars.product];
  const instanceDirectory = vars.instance_directory ?? product.instanceDirectory;
  const publicName = vars.public_name ?? vars.ansible_host ?? vars.inventory_hostname;
  const httpdUser = vars.httpd_user ?? product.account;
  return {
    ...vars,
    instanceDirectory,
    publicName,
    client: clientSettings(vars),
    names: [...new Set([publicName, ...vars.names])],
    /** Where the controller connects to. */
    address: vars.ansible_host ?? vars.inventory_hostname,
    httpdDirectory: `${instanceDirectory}/httpd`,
    gatewayDirectory: `${instanceDirectory}/csp/bin`,
    plainPort: vars.plain_port ?? product.plainPort,
    tlsPort: vars.tls_port ?? product.tlsPort,
    httpdUser,
    httpdGroup: vars.httpd_group ?? httpdUser,
    certificateFile: vars.certificate_file ?? `${instanceDirectory}/mgr/portal-cert.pem`,
    keyFile: vars.key_file ?? `${instanceDirectory}/mgr/portal-key.pem`,
    stagedTree: `${vars.work_directory}/staging${instanceDirectory}/httpd`,
  };
});

export type Variables = z.output<typeof variables>;
