import { z } from 'zod';
import { patterns } from './patterns.ts';
import { says } from './says.ts';

/** Where and as whom the server is reached and run. */
export const serverVariables = {
  public_name: patterns.hostName
    .optional()
    .meta(says('The name, or address, that users type. Default: ansible_host.', 'portal.example.org')),
  names: z
    .array(patterns.hostName)
    .default([])
    .meta(says('Further names for the certificate.', ['portal'])),
  plain_port: patterns.port
    .optional()
    .meta(
      says(
        'The port of the private web server, which will redirect. Default: 57772 or 52773, by product; 80 on the route existing.',
        57772,
      ),
    ),
  tls_port: patterns.port
    .optional()
    .meta(
      says(
        'The port of the portal over TLS. Default: 57782 or 52783, by product; 443 on the route existing.',
        57782,
      ),
    ),
  httpd_user: patterns.account
    .optional()
    .meta(
      says(
        'Who the server runs as. Empty: whoever starts it. Default: as the instance, by its parameters.isc.',
        'cacheusr',
      ),
    ),
  httpd_group: patterns.account
    .optional()
    .meta(says('The group that the server runs as. Default: as httpd_user, or as the instance.', 'cacheusr')),
  service_manager: z
    .enum(['systemd', 'pidfile'])
    .default('systemd')
    .meta(says('Who starts and stops the server.', 'pidfile')),
  unit_lines: z
    .array(z.string().regex(/^[A-Za-z]+=[^\p{Cc}]*$/u, 'is not a setting such as MemoryDenyWriteExecute=no'))
    .default([])
    .meta(
      says('standalone: settings after those of the sandbox, where a gateway module needs more.', [
        'MemoryDenyWriteExecute=no',
      ]),
    ),
  portal_path: z
    .string()
    .startsWith('/')
    .default('/csp/sys/UtilHome.csp')
    .meta(says('The page that proves the portal.', '/csp/sys/UtilHome.csp')),
  portal_text: z
    .string()
    .default('Management Portal')
    .meta(says('What that page must contain.', 'Management Portal')),
};
