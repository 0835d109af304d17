import { z } from 'zod';
import { clientSettings } from './clients/client-settings.ts';
import {
  clientVariables,
  jdbcVariables,
  odbcVariables,
  unixClientVariables,
} from './clients/client-variables.ts';
import { derived } from './derived.ts';
import { superServerVariables } from './superserver/superserver-variables.ts';
import { buildVariables } from './variables/build-variables.ts';
import { certificateVariables } from './variables/certificate-variables.ts';
import { existingVariables } from './variables/existing-variables.ts';
import { policyVariables } from './variables/policy-variables.ts';
import { routeVariables } from './variables/route-variables.ts';
import { serverVariables } from './variables/server-variables.ts';

const given = z.object({
  inventory_hostname: z.string(),
  ansible_host: z.string().optional(),
  ansible_user: z.string().optional(),
  ...routeVariables,
  ...serverVariables,
  ...buildVariables,
  ...certificateVariables,
  ...policyVariables,
  ...existingVariables,
  ...superServerVariables,
  ...clientVariables,
  ...unixClientVariables,
  ...odbcVariables,
  ...jdbcVariables,
});

export type GivenVariables = z.output<typeof given>;

/** The variables of the playbook, with all defaults filled in. */
export const variables = given
  .refine(({ portal_route: route, service_manager: by }) => route === 'private' || by === 'systemd', {
    path: ['service_manager'],
    error: 'must be systemd unless portal_route is private',
  })
  .transform((vars) => ({ ...vars, ...derived(vars), client: clientSettings(vars) }));

export type Variables = z.output<typeof variables>;
