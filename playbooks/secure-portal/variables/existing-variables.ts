import { z } from 'zod';
import { patterns } from './patterns.ts';
import { says } from './says.ts';

/** About a web server that is there already. */
export const existingVariables = {
  existing_layout: z
    .enum(['debian', 'rhel'])
    .default('debian')
    .meta(says('existing: whose files, programs and unit they are.', 'rhel')),
  existing_listens: z
    .array(patterns.port)
    .default([])
    .meta(
      says(
        'existing: ports that its own configuration listens on. 443 need not be named where mod_ssl was there before.',
        [8443],
      ),
    ),
  existing_paths: z
    .array(z.string().regex(/^(\/[A-Za-z0-9._~-]+)+$/, 'is not a path such as /csp'))
    .min(1)
    .default(['/csp', '/api', '/oauth2', '/isc', '/ui'])
    .meta(
      says('existing: what the gateway serves, and will redirect to HTTPS in every virtual host.', [
        '/prod/csp',
      ]),
    ),
};
