import { z } from 'zod';
import { variables } from '../secure-portal/variables.ts';
import { productOf } from './product.ts';

/** What a practice instance may be told to be like, so that every variant of a real one can be tried. */
const practice = z.object({
  practice_kind: z
    .enum(['machine', 'embedded'])
    .default('machine')
    .describe('A guest where it is root, or an SSH server on loopback.'),
  practice_superserver_port: z.coerce
    .number()
    .int()
    .min(100)
    .max(65535)
    .default(1972)
    .describe('Where the SuperServer listens.'),
  practice_web: z
    .enum(['private', 'webgateway'])
    .default('private')
    .describe("Its own httpd, or Debian's with a Web Gateway in /opt/webgateway (set plain_port: 80)."),
  practice_generation: z
    .enum(['system', 'servers'])
    .optional()
    .describe("One level of TLS for all (%SuperServer), or each SuperServer's own. Default: as its product."),
  practice_level_change: z
    .enum(['at-once', 'restart'])
    .default('at-once')
    .describe('When the SuperServer takes a change of its settings; it is not documented of the real one.'),
  practice_qlist_fields: z.coerce
    .number()
    .int()
    .min(8)
    .max(14)
    .optional()
    .describe('How many fields a line of qlist has. Default: 10 for Caché, 13 for IRIS.'),
  practice_status: z.string().optional().describe('What qlist says of its status, whatever it is.'),
  practice_state: z.string().optional().describe('What qlist says of its state: ok, warn or alert.'),
  practice_csp_ini: z
    .enum(['settled', 'fresh'])
    .default('settled')
    .describe('fresh: the gateway has not yet written its stamps, and will.'),
  practice_caretaker_seconds: z.coerce
    .number()
    .int()
    .min(1)
    .default(2)
    .describe('How often the gateway looks for RELOAD=1; a real one about once a minute.'),
});

/** The variables of the flagship, and those of the practice instance. */
export const practiceVariables = z.intersection(variables, practice).transform((vars) => {
  const httpdUser = vars.httpd_user ?? productOf(vars).account;
  return { ...vars, httpdUser, httpdGroup: vars.httpd_group ?? httpdUser };
});

export type PracticeVariables = z.output<typeof practiceVariables>;
