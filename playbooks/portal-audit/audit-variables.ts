import { z } from 'zod';

/** What an audit needs to know beside the variables of the portal. */
export const auditVariables = z.object({
  superserver_port: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('The port of the SuperServer. Default: what qlist says.'),
  audit_fails_from: z
    .enum(['low', 'medium', 'high', 'critical'])
    .default('medium')
    .describe('A host with a finding of this severity or above fails the audit.'),
});
