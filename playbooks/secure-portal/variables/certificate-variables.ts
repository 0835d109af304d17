import { z } from 'zod';
import { patterns } from './patterns.ts';
import { says } from './says.ts';

/** Whose certificate the portal shows. */
export const certificateVariables = {
  certificate_from: z
    .enum(['private-ca', 'supplied', 'csr'])
    .default('private-ca')
    .meta(
      says('Who signs: the built-in private CA, somebody before (supplied), or somebody later (csr).', 'csr'),
    ),
  certificate_file: patterns.confPath
    .optional()
    .meta(
      says(
        'The certificate of the portal with its chain, on the host. Default: portal-cert.pem in mgr of the instance on the route private, else in /etc/drover-portal.',
        '/etc/drover-portal/portal-cert.pem',
      ),
    ),
  key_file: patterns.confPath
    .optional()
    .meta(
      says(
        'The private key of the portal, on the host. Default: portal-key.pem beside the default certificate.',
        '/etc/drover-portal/portal-key.pem',
      ),
    ),
  supplied_certificate: z
    .string()
    .optional()
    .meta(
      says(
        'supplied: the PEM chain on the controller, leaf first. Default: none; it has to be given.',
        'files/portal.pem',
      ),
    ),
  supplied_key: z
    .string()
    .optional()
    .meta(
      says(
        'supplied: the private key of that certificate, on the controller. Default: none; it has to be given.',
        'files/portal.key',
      ),
    ),
  signed_certificate: z
    .string()
    .optional()
    .meta(
      says(
        'csr: the signed chain on the controller, once there is one. Default: none; the run says where the request is.',
        'files/portal.pem',
      ),
    ),
  ca_directory: z
    .string()
    .default('.drover/ca')
    .meta(says('private-ca: where the CA is kept, from the working directory.', '/root/portal-ca')),
  renew_before_days: z.coerce
    .number()
    .int()
    .min(1)
    .default(30)
    .meta(says('Renew when fewer days are left.', 14)),
  trust_file: z
    .string()
    .optional()
    .meta(
      says(
        "A CA certificate on the controller that the portal must chain to. Default: that of the private CA; else the system's own list decides.",
        'files/ca.pem',
      ),
    ),
  note: z
    .string()
    .optional()
    .meta(says('A line to print at the end of a run. Default: none.', 'Ask the portal team.')),
};
