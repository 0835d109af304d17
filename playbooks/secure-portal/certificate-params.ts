import { resolve } from 'node:path';
import { DefinitionError } from 'drover';
import type { Variables } from './variables.ts';

/** The certificate of the portal as variables describe it; whose its key is, the host has to say. */
export function certificateParams(vars: Variables) {
  return {
    certificate: vars.certificateFile,
    key: vars.keyFile,
    names: vars.names,
    issuer: issuerOf(vars),
    renewBeforeDays: vars.renew_before_days,
    keyMode: '0640',
  };
}

function issuerOf(vars: Variables) {
  switch (vars.certificate_from) {
    case 'private-ca':
      return { from: 'private-ca' as const, directory: resolve(vars.ca_directory) };
    case 'supplied':
      return {
        from: 'supplied' as const,
        certificate: needed(vars.supplied_certificate, 'supplied_certificate'),
        key: needed(vars.supplied_key, 'supplied_key'),
      };
    case 'csr':
      return {
        from: 'csr' as const,
        ...(vars.signed_certificate === undefined ? {} : { signed: vars.signed_certificate }),
      };
    case 'acme':
      return acmeOf(vars);
  }
}

function acmeOf(vars: Variables) {
  const { acme_email: email, acme_ca: ca, acme_terms_agreed: agreed } = vars;
  if (!agreed) {
    throw new DefinitionError('certificate_from is acme, but acme_terms_agreed is not true', {
      hint: `Read the terms of service of ${vars.acme_server}, and set it.`,
    });
  }
  return {
    from: 'acme' as const,
    server: vars.acme_server,
    termsAgreed: true as const,
    accountKey: resolve(vars.acme_account_key),
    challenge: challengeOf(vars),
    ...(email === undefined ? {} : { email }),
    ...(ca === undefined ? {} : { ca }),
  };
}

function challengeOf({ acme_hook: hook, acme_webroot: webroot }: Variables) {
  if (hook !== undefined && webroot === undefined) return { type: 'dns-01' as const, hook };
  if (webroot !== undefined && hook === undefined) return { type: 'http-01' as const, webroot };
  throw new DefinitionError(
    'certificate_from is acme: either acme_hook or acme_webroot has to be set, and not both',
  );
}

function needed(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new DefinitionError(`certificate_from is supplied, but ${name} is not set`);
}
