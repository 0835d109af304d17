import { z } from 'zod';
import { clientSettings } from './client-settings.ts';
import {
  clientVariables,
  dialledVariables,
  jdbcVariables,
  odbcVariables,
  unixClientVariables,
} from './client-variables.ts';
import { serverVariables } from './server-variables.ts';

/** The variables of a host that is a client only. */
export const clientHostVariables = z
  .object({
    ...serverVariables,
    ...clientVariables,
    ...unixClientVariables,
    ...dialledVariables,
    ...odbcVariables,
    ...jdbcVariables,
  })
  .transform((vars) => ({ ...vars, client: clientSettings(vars) }));

export type ClientHost = z.output<typeof clientHostVariables>;
