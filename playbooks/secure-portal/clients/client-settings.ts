import { resolve } from 'node:path';
import type { z } from 'zod';
import type { clientVariables } from './client-variables.ts';

type Given = z.output<z.ZodObject<typeof clientVariables>> & {
  readonly product: 'cache' | 'iris';
  readonly trust_file?: string | undefined;
  readonly ca_directory: string;
};

/** What clients of every kind have in common, with what follows from other variables filled in. */
export function clientSettings(vars: Given) {
  return {
    /** The CA certificate on the controller: of the built-in private CA, unless another is named. */
    ca: resolve(vars.client_ca ?? vars.trust_file ?? `${vars.ca_directory}/ca.pem`),
    section: vars.client_tls_section,
    tlsKeys:
      vars.client_tls_keys ?? (vars.product === 'cache' ? ('protocols' as const) : ('versions' as const)),
  };
}
