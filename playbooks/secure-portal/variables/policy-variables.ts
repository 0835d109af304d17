import { z } from 'zod';
import { says } from './says.ts';

/** What the portal lets through, and how. */
export const policyVariables = {
  tls_policy: z
    .enum(['modern', 'intermediate'])
    .default('intermediate')
    .meta(says("The level of Mozilla's guideline to follow.", 'modern')),
  portal_hsts_seconds: z.coerce
    .number()
    .int()
    .min(0)
    .default(300)
    .meta(
      says(
        'How long browsers keep to HTTPS, on every port of this host name, once they were here. Begin small: it cannot be called back. When all is well raise it to 86400, then to 63072000; 0 sends none.',
        63_072_000,
      ),
    ),
  portal_methods: z
    .array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']))
    .min(1)
    .default(['GET', 'HEAD', 'POST'])
    .meta(
      says('Methods that are let through. REST applications need more.', ['GET', 'POST', 'PUT', 'DELETE']),
    ),
  portal_body_mb: z.coerce
    .number()
    .int()
    .min(1)
    .max(2047)
    .default(100)
    .meta(says('The biggest request that is taken, in MiB.', 500)),
  management_from: z
    .array(z.string().regex(/^[0-9A-Fa-f:.]+(\/\d{1,3})?$/, 'is not an address or network'))
    .default([])
    .meta(says("Who may open the gateway's management pages, beside the host itself.", ['192.0.2.0/24'])),
};
