import { z } from 'zod';
import { Secret } from '../../../core/secret.ts';
import { absolutePath, fileMode } from '../../shared/params.ts';

/** What such a file has that is made. */
export const pkcs12Mode = '0600';

/** A file of key and chain beside the pair, for programs that read nothing else. */
export const pkcs12Params = z.strictObject({
  path: absolutePath.meta({ description: 'The file on the host: `.p12` or `.pfx`.' }),
  password: z.instanceof(Secret).meta({ description: 'What opens it: one line.' }),
  alias: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[ -~]+$/, 'must be letters that can be printed in ASCII')
    .optional()
    .meta({ description: 'What the entry is called in it. Default: the first of the names.' }),
  mode: fileMode.default(pkcs12Mode).meta({ description: 'Permissions of the file.' }),
});

export interface DesiredPkcs12 extends z.output<typeof pkcs12Params> {
  readonly alias: string;
}
