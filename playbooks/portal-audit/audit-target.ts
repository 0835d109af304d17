import { z } from 'zod';

const port = z.int().min(1).max(65_535);

/** Where a portal is, and what is to be looked at. */
export const auditTarget = z.strictObject({
  publicName: z.string().min(1).meta({ description: 'What users call it.' }),
  address: z.string().min(1).meta({ description: 'Where the controller connects to.' }),
  plainPort: port.meta({ description: 'The port without TLS.' }),
  tlsPort: port.meta({ description: 'The port with TLS.' }),
  superServerPort: port
    .optional()
    .meta({ description: 'The port of the SuperServer. Default: as qlist says.' }),
  portalPath: z.string().startsWith('/').meta({ description: 'The page of the portal.' }),
  instanceDirectory: z.string().min(1).meta({ description: 'Where the instance is.' }),
  gatewayDirectory: z.string().min(1).meta({ description: 'Where CSP.ini is.' }),
  clientFiles: z.array(z.string()).default([]).meta({ description: 'odbc.ini and TLS files of clients.' }),
  javaFiles: z.array(z.string()).default([]).meta({ description: 'SSLConfig.properties of Java clients.' }),
  ca: z
    .string()
    .optional()
    .meta({ description: 'CA to trust in place of the public ones: a file on the controller.' }),
  privateCa: z
    .string()
    .optional()
    .meta({ description: 'The certificate of the private CA on the controller: trusted once it is there.' }),
  timeoutMs: z.int().min(1).default(5000).meta({ description: 'For each question.' }),
});

export type AuditTarget = z.output<typeof auditTarget>;
