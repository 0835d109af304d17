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
  }
}

function needed(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new DefinitionError(`certificate_from is supplied, but ${name} is not set`);
}
