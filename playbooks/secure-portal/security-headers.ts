import type { Variables } from './variables.ts';

/** Headers of every answer over TLS, as words of mod_headers. The portal shows pages of its own in frames. */
export function securityHeaders({ portal_hsts_seconds: seconds }: Variables): readonly string[] {
  return [
    ...(seconds === 0 ? [] : [`always set Strict-Transport-Security "max-age=${seconds}"`]),
    'always set X-Content-Type-Options nosniff',
    'always set X-Frame-Options SAMEORIGIN',
    `always set Content-Security-Policy "frame-ancestors 'self'"`,
    'always set Referrer-Policy same-origin',
    'always set X-Permitted-Cross-Domain-Policies none',
    // A cookie of the portal is of no use without TLS: the plain port only redirects.
    `edit Set-Cookie ${withoutSecure} "$1; Secure"`,
    `always edit Set-Cookie ${withoutSecure} "$1; Secure"`,
    'always unset X-Powered-By',
  ];
}

/** Not with `edit*`, which tries what is left after a match again: that is empty, and would match for ever. */
const withoutSecure = String.raw`"(?i)^((?:(?!;\s*secure\b).)+)$"`;
