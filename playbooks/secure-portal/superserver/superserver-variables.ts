import { Secret } from 'drover';
import { z } from 'zod';

const path = z.string().startsWith('/', 'must be an absolute path');
const line = z.string().regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters');
const secret = z
  .union([z.string().min(1), z.instanceof(Secret)])
  .transform((given) => (given instanceof Secret ? given : new Secret(given)));

/** Variables of the stages gateway and superserver. */
export const superServerVariables = {
  superserver_level: z.coerce
    .number()
    .pipe(z.literal([1, 2]))
    .optional()
    .describe(
      'TLS of the SuperServer: 1 accepts it and puts the gateway on it, 2 then requires it, once everybody has answered. Unset: the SuperServer, and how the gateway reaches it, are left as they are.',
    ),
  superserver_port: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('The port of the SuperServer. Default: 1972; of a look at it, what qlist says.'),
  superserver_bind_address: z
    .string()
    .default('0.0.0.0')
    .describe(
      'The address it is bound to; it is half of its name where each SuperServer has its own settings.',
    ),
  superserver_clients: z
    .array(z.string())
    .optional()
    .describe(
      'Hosts of the inventory that must have answered over TLS, in the same run, before level 2 is set. It has to be given for level 2; [] if the gateway is the only client.',
    ),
  superserver_tls_keys: z
    .enum(['versions', 'protocols'])
    .optional()
    .describe(
      'How instance and gateway are told of protocols: by smallest and greatest, or by the older sum. Default: by product.',
    ),
  superserver_certificate_file: path
    .optional()
    .describe(
      'Its certificate with the chain, on the host. Default: one of its own from the private CA; else that of the portal.',
    ),
  superserver_key_file: path
    .optional()
    .describe('The private key of that certificate, readable for the instance.'),
  superserver_ca: z
    .string()
    .optional()
    .describe(
      'The CA certificate (PEM, on the controller) that vouches for the SuperServer. Default: that of the portal.',
    ),
  superserver_ca_file: path
    .optional()
    .describe('Where that CA is put on the host. Default: mgr/superserver-ca.pem of the instance.'),
  superserver_group: z
    .string()
    .regex(/^([A-Za-z_][A-Za-z0-9_.-]*)?$/, 'is not the name of a group')
    .optional()
    .describe(
      'Whose members may read the key of its own certificate. Default: the group that the instance runs as, by its parameters.isc. Empty: only its owner.',
    ),
  superserver_session_user: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'is not the name of a user')
    .optional()
    .describe("Who runs sessions of the instance. Default: the owner in the instance's parameters.isc."),
  superserver_restart: z
    .boolean()
    .default(false)
    .describe(
      'Restart the instance if it does not take new settings of TLS otherwise: all its users are thrown out.',
    ),
  csp_ini: path.optional().describe("CSP.ini of the gateway. Default: in the instance's csp/bin."),
  gateway_servers: z
    .array(line.min(1))
    .optional()
    .describe(
      'Servers in CSP.ini that lead to this SuperServer. Default: those with its port and an address of this host.',
    ),
  gateway_lockdown: z
    .boolean()
    .default(true)
    .describe(
      'Restrict the management pages of the gateway in CSP.ini, as the variables that follow say. false: what [SYSTEM] says of them stays.',
    ),
  gateway_managers: z
    .string()
    .regex(/^[0-9A-Fa-f.:*,+-]*$/, 'must be addresses as CSP.ini has them: 10.1.2.3,10.1.2.4-6,10.1.3.*')
    .default('127.0.0.1')
    .describe(
      'Addresses from which the management pages of the gateway may be opened. *.*.*.* is everybody.',
    ),
  gateway_management_pages: z
    .boolean()
    .optional()
    .describe(
      'Whether there are management pages at all; once off, only an edit of CSP.ini brings them back. Default: as it is.',
    ),
  gateway_management_user: line.optional().describe('The user of the management pages.'),
  gateway_management_password: secret
    .optional()
    .describe('Their password. It is set where none is yet: an encoded one cannot be compared.'),
  gateway_user: line.optional().describe('The user as whom the gateway logs in to the instance.'),
  gateway_password: secret.optional().describe("That user's password, as it is in the instance."),
  gateway_probe_url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('A page of the portal that proves the gateway. Default: the portal over HTTPS.'),
  gateway_reload_seconds: z.coerce
    .number()
    .int()
    .min(1)
    .default(150)
    .describe('How long the gateway may take to read CSP.ini again; it looks about once a minute.'),
};
