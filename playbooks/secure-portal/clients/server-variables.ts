import { z } from 'zod';
import { says } from '../variables/says.ts';

/** What a host that is a client only has in common with the portal it uses; set them for both. */
export const serverVariables = {
  product: z.enum(['cache', 'iris']).default('cache').meta(says('Which product the server is.', 'iris')),
  ca_directory: z
    .string()
    .default('.drover/ca')
    .meta(
      says('Where the private CA is kept on the controller, from the working directory.', '/root/portal-ca'),
    ),
  trust_file: z
    .string()
    .optional()
    .meta(
      says(
        'A CA certificate on the controller that the portal chains to. Default: the one in ca_directory.',
        'files/ca.pem',
      ),
    ),
};
