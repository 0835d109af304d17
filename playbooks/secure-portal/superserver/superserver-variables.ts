import { Secret } from 'drover';
import { z } from 'zod';
import { says } from '../variables/says.ts';

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
    .meta(
      says(
        'TLS of the SuperServer: 1 accepts it and puts the gateway on it, 2 then requires it, once everybody has answered. Unset: the SuperServer, and how the gateway reaches it, are left as they are.',
        2,
      ),
    ),
  superserver_port: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta(says('The port of the SuperServer. Default: 1972; of a look at it, what qlist says.', 51773)),
  superserver_bind_address: z
    .string()
    .default('0.0.0.0')
    .meta(
      says(
        'The address it is bound to; it is half of its name where each SuperServer has its own settings.',
        '192.0.2.7',
      ),
    ),
  superserver_clients: z
    .array(z.string())
    .optional()
    .meta(
      says(
        'Hosts of the inventory that must have answered over TLS, in the same run, before level 2 is set. Default: none; it has to be given for level 2, [] if the gateway is the only client.',
        ['reports.example.org', 'studio1'],
      ),
    ),
  superserver_tls_keys: z
    .enum(['versions', 'protocols'])
    .optional()
    .meta(
      says(
        'How instance and gateway are told of protocols: by smallest and greatest, or by the older sum. Default: by product.',
        'protocols',
      ),
    ),
  superserver_certificate_file: path
    .optional()
    .meta(
      says(
        'Its certificate with the chain, on the host. Default: one of its own from the private CA; else that of the portal.',
        '/etc/pki/tls/certs/superserver.pem',
      ),
    ),
  superserver_key_file: path
    .optional()
    .meta(
      says(
        'The private key of that certificate, readable for the instance. Default: beside the certificate of its own; else that of the portal.',
        '/etc/pki/tls/private/superserver.key',
      ),
    ),
  superserver_ca: z
    .string()
    .optional()
    .meta(
      says(
        'The CA certificate (PEM, on the controller) that vouches for the SuperServer. Default: that of the portal.',
        'files/superserver-ca.pem',
      ),
    ),
  superserver_ca_file: path
    .optional()
    .meta(
      says(
        'Where that CA is put on the host. Default: mgr/superserver-ca.pem of the instance.',
        '/etc/pki/tls/certs/superserver-ca.pem',
      ),
    ),
  superserver_group: z
    .string()
    .regex(/^([A-Za-z_][A-Za-z0-9_.-]*)?$/, 'is not the name of a group')
    .optional()
    .meta(
      says(
        'Whose members may read the key of its own certificate. Default: the group that the instance runs as, by its parameters.isc. Empty: only its owner.',
        'irisusr',
      ),
    ),
  superserver_session_user: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'is not the name of a user')
    .optional()
    .meta(
      says(
        "Who runs sessions of the instance. Default: the owner in the instance's parameters.isc.",
        'irisowner',
      ),
    ),
  superserver_restart: z
    .boolean()
    .default(false)
    .meta(
      says(
        'Restart the instance if it does not take new settings of TLS otherwise: all its users are thrown out.',
        true,
      ),
    ),
  csp_ini: path
    .optional()
    .meta(says("CSP.ini of the gateway. Default: in the instance's csp/bin.", '/opt/webgateway/bin/CSP.ini')),
  gateway_servers: z
    .array(line.min(1))
    .optional()
    .meta(
      says(
        'Servers in CSP.ini that lead to this SuperServer. Default: those with its port and an address of this host.',
        ['LOCAL'],
      ),
    ),
  gateway_lockdown: z
    .boolean()
    .default(true)
    .meta(
      says(
        'Restrict the management pages of the gateway in CSP.ini, as the variables that follow say. false: what [SYSTEM] says of them stays.',
        false,
      ),
    ),
  gateway_managers: z
    .string()
    .regex(/^[0-9A-Fa-f.:*,+-]*$/, 'must be addresses as CSP.ini has them: 10.1.2.3,10.1.2.4-6,10.1.3.*')
    .default('127.0.0.1')
    .meta(
      says(
        'Addresses from which the management pages of the gateway may be opened. *.*.*.* is everybody.',
        '127.0.0.1,192.0.2.*',
      ),
    ),
  gateway_management_pages: z
    .boolean()
    .optional()
    .meta(
      says(
        'Whether there are management pages at all; once off, only an edit of CSP.ini brings them back. Default: as it is.',
        false,
      ),
    ),
  gateway_management_user: line
    .optional()
    .meta(says('The user of the management pages of the gateway. Default: as it is.', 'operator')),
  gateway_management_password: secret
    .optional()
    .meta(
      says(
        'The password of the management pages of the gateway. It is set where none is yet: an encoded one cannot be compared. Default: as it is.',
        'a long one, from a vault',
      ),
    ),
  gateway_user: line
    .optional()
    .meta(says('The user as whom the gateway logs in to the instance. Default: as it is.', 'CSPSystem')),
  gateway_password: secret
    .optional()
    .meta(
      says(
        'The password of gateway_user, as it is in the instance. Default: as CSP.ini has it.',
        'a long one, from a vault',
      ),
    ),
  gateway_probe_url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta(
      says(
        'A page of the portal that proves the gateway. Default: the portal over HTTPS.',
        'http://192.0.2.7:57772/csp/sys/UtilHome.csp',
      ),
    ),
  gateway_reload_seconds: z.coerce
    .number()
    .int()
    .min(1)
    .default(150)
    .meta(says('How long the gateway may take to read CSP.ini again; it looks about once a minute.', 300)),
};
