import { z } from 'zod';
import { patterns } from './patterns.ts';
import { says } from './says.ts';

/** Whose certificate the portal shows. */
export const certificateVariables = {
  certificate_from: z
    .enum(['private-ca', 'supplied', 'csr', 'acme'])
    .default('private-ca')
    .meta(
      says(
        "Who signs: the built-in private CA, somebody before (supplied), somebody later (csr), or a server such as that of Let's Encrypt (acme, by the package acme-client beside drover).",
        'csr',
      ),
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
  acme_server: z
    .url()
    .default('https://acme-v02.api.letsencrypt.org/directory')
    .meta(says('acme: the directory of the server.', 'https://acme.example.org/directory')),
  acme_terms_agreed: z
    .boolean()
    .default(false)
    .meta(says('acme: you agree to the terms of service of the server. It has to be true.', true)),
  acme_email: z
    .email()
    .optional()
    .meta(says('acme: whom the server may write to. Default: nobody.', 'admin@example.org')),
  acme_hook: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .meta(
      says(
        'acme: a program of the controller that sets the record asked for (dns-01): called with present or cleanup, its name and its value. Default: none; this or acme_webroot has to be given.',
        ['/usr/local/bin/dns-hook', '--zone', 'example.org'],
      ),
    ),
  acme_webroot: patterns.confPath
    .optional()
    .meta(
      says(
        'acme: what a web server of the host shows at port 80 of every name (http-01). Default: none; this or acme_hook has to be given.',
        '/var/www/html',
      ),
    ),
  acme_account_key: z
    .string()
    .default('.drover/acme/account.key')
    .meta(
      says('acme: the key of the account on the controller, from the working directory.', '/root/acme.key'),
    ),
  acme_ca: z
    .string()
    .optional()
    .meta(
      says(
        'acme: the CA of the server itself, on the controller. Default: the public ones.',
        'files/acme-ca.pem',
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
