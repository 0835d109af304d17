import { z } from 'zod';
import { says } from '../secure-portal/variables/says.ts';

/** What an audit needs to know beside the variables of the portal. */
export const auditVariables = z.object({
  audit_fails_from: z
    .enum(['low', 'medium', 'high', 'critical'])
    .default('medium')
    .meta(says('A host with a finding of this severity or above fails the audit.', 'high')),
});
