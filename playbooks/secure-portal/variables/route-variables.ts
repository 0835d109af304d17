import { z } from 'zod';
import { patterns } from './patterns.ts';
import { says } from './says.ts';

/** Which instance it is, and by which route its portal is secured. */
export const routeVariables = {
  portal_route: z
    .enum(['private', 'standalone', 'existing'])
    .default('private')
    .meta(
      says(
        "private: in place of the instance's own httpd. standalone: a server of its own, which survives upgrades. existing: an httpd that is there already, with the gateway in it.",
        'standalone',
      ),
    ),
  product: z.enum(['cache', 'iris']).default('cache').meta(says('Which product the instance is.', 'iris')),
  instance: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'is not the name of an instance')
    .optional()
    .meta(
      says('The name of the instance. Default: the one that qlist says is in instance_directory.', 'PROD'),
    ),
  instance_directory: patterns.confPath
    .optional()
    .meta(
      says(
        'Where the instance is installed. Default: /cachesys or /usr/irissys, by product.',
        '/usr/irissys',
      ),
    ),
  instance_unit: patterns.unit
    .optional()
    .meta(
      says(
        'standalone: the unit that starts the instance, to start after it. Default: none.',
        'iris-prod.service',
      ),
    ),
  cpf_file: patterns.path
    .optional()
    .meta(says('The parameter file of the instance. Default: what qlist says.', '/data/iris/iris.cpf')),
  startup_setting_by: z
    .enum(['session', 'stopped'])
    .default('session')
    .meta(
      says(
        'standalone: how WebServer=0 is set while the instance runs: by Config.Startup in a session of it, or in its file while it is stopped for that.',
        'stopped',
      ),
    ),
  work_directory: patterns.path
    .default('/var/lib/drover/secure-portal')
    .meta(
      says('Where sources are kept and built; the running server is not touched from here.', '/srv/portal'),
    ),
  gateway_directory: patterns.confPath
    .optional()
    .meta(
      says(
        "Where the gateway's modules and CSP.ini are. Default: csp/bin of the instance.",
        '/opt/webgateway/bin',
      ),
    ),
  server_directory: patterns.confPath
    .default('/opt/drover-httpd')
    .meta(says('standalone: where the server is installed.', '/opt/portal-httpd')),
};
